// Makes the page available without a network, and says when a newer version is there. boot.js takes it when the page has
// started; where a browser has no service workers (an insecure address, a private window), nothing happens.
//
// A newer version never takes the place of this one by itself: it waits until somebody asks for it, or until the page is
// opened anew with no other tab open.

const root = document.documentElement;

/** When all of the page is there: then nothing of it is fetched a second time. */
function whole() {
  const isWhole = () => root.dataset.chunks === "all";
  if (isWhole()) return Promise.resolve();
  return new Promise((done) => {
    new MutationObserver((_, observer) => {
      if (!isWhole()) return;
      observer.disconnect();
      done();
    }).observe(root, { attributeFilter: ["data-chunks"] });
  });
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  if (text) made.textContent = text;
  return made;
}

let notice;

/** Says that a newer version waits. */
function tell(worker) {
  notice?.remove();
  notice = element("section", "floating toast toast--version");
  notice.popover = "manual";
  notice.setAttribute("aria-label", "Newer version");
  const row = element("div", "toast__row");
  const sentence = element("p", "grow");
  sentence.setAttribute("role", "status");
  const button = (label, act) => {
    const made = element("button", "button button--link button--small", label);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };
  const later = button("Later", () => notice.remove());
  row.append(sentence, button("Reload", () => takeOver(worker)), later);
  notice.append(row);
  document.body.append(notice);
  notice.showPopover();
  // A change of what is shown is heard; what is shown from the beginning may not be.
  setTimeout(() => (sentence.textContent = "A newer version is ready"));
}

/** Reloads the page as the newer version. Another tab may have brought it already. */
function takeOver(worker) {
  if (worker.state !== "installed") return location.reload();
  worker.addEventListener("statechange", () => worker.state === "activated" && location.reload());
  worker.postMessage("take over");
}

/** Tells of a worker that is being installed, once it is: the first one makes the page available, others wait. */
function watch(registration, worker) {
  const look = () => {
    if (worker.state === "installed" && registration.active) tell(worker);
    if (worker.state === "activated") root.dataset.offline = "ready";
  };
  worker.addEventListener("statechange", look);
  look();
}

async function register() {
  await whole();
  const registration = await navigator.serviceWorker.register("./service-worker.js", { updateViaCache: "none" });
  for (const worker of [registration.active, registration.waiting, registration.installing]) {
    if (worker) watch(registration, worker);
  }
  registration.addEventListener("updatefound", () => watch(registration, registration.installing));
}

if (navigator.serviceWorker) {
  // It is refused where the browser keeps nothing, and when the host has no such file any more: the page works as it is.
  register().catch(() => {});
}

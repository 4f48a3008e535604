// Starts the page. A file of its own, because the content security policy allows no inline script.
//
// The build writes links with integrity hashes into the head: `modulepreload` for the JavaScript that wasm-bindgen
// made, `preload` for the WebAssembly. Both are on their way when this runs; here they are put together. When that
// fails, the static page of index.html stays and says why.

const boot = document.getElementById("boot");

class NotSupported extends Error {}
class NotLoaded extends Error {}

/** What the module is compiled to use. A browser without it would fail with a sentence that nobody understands. */
function checkBrowser() {
  if (typeof WebAssembly !== "object" || typeof WebAssembly.instantiateStreaming !== "function") {
    throw new NotSupported();
  }
}

async function load() {
  const script = document.querySelector('link[rel="modulepreload"]');
  const wasm = document.querySelector('link[rel="preload"][type="application/wasm"]');
  try {
    const [module, response] = await Promise.all([
      import(script.href),
      fetch(wasm.href, { integrity: wasm.dataset.integrity, credentials: "same-origin" }),
    ]);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    return { start: module.default, response };
  } catch (error) {
    throw new NotLoaded(error.message, { cause: error });
  }
}

function sentence(error) {
  // A module that uses an instruction the browser does not know fails to compile.
  if (error instanceof NotSupported || (typeof WebAssembly === "object" && error instanceof WebAssembly.CompileError)) {
    return (
      "This browser cannot run the page: it lacks WebAssembly, or has it switched off. " +
      "Open it in a current Chrome, Edge, Firefox or Safari."
    );
  }
  if (error instanceof NotLoaded) {
    return "A part of the page could not be loaded. Check the connection, then reload.";
  }
  return "The page stopped while it was starting. Reload it; if that does not help, report the text below.";
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

/** Says what went wrong, unless the app has already put a page of its own in the place. */
function report(error) {
  if (!boot.isConnected) return;
  const message = element("p", sentence(error));
  message.setAttribute("role", "alert");
  const reload = element("button", "Reload");
  reload.type = "button";
  reload.addEventListener("click", () => location.reload());
  boot.replaceChildren(element("h1", document.title), message, reload);
  if (error.message) boot.append(element("pre", error.message));
  document.documentElement.dataset.app = "failed";
}

try {
  checkBrowser();
  const { start, response } = await load();
  // The app takes the static page away when its first screen is there.
  await start({ module_or_path: response });
  // Only an optimized build is there without a network, too. Where this does not come, the page works as it is.
  const offline = document.querySelector('meta[name="offline"]');
  if (offline) import(new URL(offline.content, document.baseURI)).catch(() => {});
} catch (error) {
  console.error(error);
  report(error);
}

//! Notes as people write them. What is expected follows the CommonMark specification and GitHub's for tables and tasks.

use ipam_planner::markdown::{Align, Block, Inline, parse};

use crate::support::Random;

fn words(inlines: &[Inline]) -> String {
    let word = |inline: &Inline| match inline {
        Inline::Text(text) => text.clone(),
        Inline::Code(code) => format!("`{code}`"),
        Inline::Emphasis(inside) => format!("<em {}>", words(inside)),
        Inline::Strong(inside) => format!("<strong {}>", words(inside)),
        Inline::Struck(inside) => format!("<del {}>", words(inside)),
        Inline::Link { to, content } => format!("<a {to} {}>", words(content)),
        Inline::Break => "<br>".to_owned(),
    };
    inlines.iter().map(word).collect()
}

fn shown(blocks: &[Block]) -> String {
    let one = |block: &Block| match block {
        Block::Paragraph(inside) => format!("p({})", words(inside)),
        Block::Heading(level, inside) => format!("h{level}({})", words(inside)),
        Block::Code(code) => format!("code({code:?})"),
        Block::Quote(inside) => format!("quote({})", shown(inside)),
        Block::List { first, items } => {
            let items = items.iter().map(|item| {
                let task = item.done.map_or("", |done| if done { "[x] " } else { "[ ] " });
                format!("{task}{}", shown(&item.content))
            });
            let kind = first.map_or("ul".to_owned(), |first| format!("ol{first}"));
            format!("{kind}({})", items.collect::<Vec<_>>().join("; "))
        }
        Block::Table { columns, head, rows } => {
            let column = |align: &Align| match align {
                Align::Start => 'l',
                Align::Center => 'c',
                Align::End => 'r',
            };
            let line = |row: &Vec<Vec<Inline>>| row.iter().map(|cell| words(cell)).collect::<Vec<_>>().join(",");
            let rows: Vec<String> = rows.iter().map(line).collect();
            format!(
                "table({} {} | {})",
                columns.iter().map(column).collect::<String>(),
                line(head),
                rows.join(" / ")
            )
        }
        Block::Rule => "hr".to_owned(),
    };
    blocks.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(shown(&parse(text)), *expected, "{text:?}");
    }
}

#[test]
fn lines_have_emphasis_code_and_links() {
    check(&[
        ("", ""),
        ("plain\nwords", "p(plain words)"),
        ("a  \nb\\\nc", "p(a<br>b<br>c)"),
        (
            "*a* _b_ **c** __d__ ~~e~~",
            "p(<em a> <em b> <strong c> <strong d> <del e>)",
        ),
        ("***a***", "p(<em <strong a>>)"),
        ("**a *b* c**", "p(<strong a <em b> c>)"),
        ("snake_case_name and 2 * 3 * 4", "p(snake_case_name and 2 * 3 * 4)"),
        ("*open and **open", "p(*open and **open)"),
        ("`10.0.0.0/8` ``a`b`` `open", "p(`10.0.0.0/8` `a`b` `open)"),
        ("\\*not\\* \\a", "p(*not* \\a)"),
        (
            "[AWS](https://aws.amazon.com/vpc/ \"VPC\")",
            "p(<a https://aws.amazon.com/vpc/ AWS>)",
        ),
        ("[a **b**](http://x.y/(z))", "p(<a http://x.y/(z) a <strong b>>)"),
        ("[mail](mailto:net@example.org)", "p(<a mailto:net@example.org mail>)"),
        (
            "<https://example.org> <net@example.org>",
            "p(<a https://example.org https://example.org> <a mailto:net@example.org net@example.org>)",
        ),
        (
            "see https://example.org/a_b_c.",
            "p(see <a https://example.org/a_b_c https://example.org/a_b_c>.)",
        ),
        (
            "(https://example.org/x)",
            "p((<a https://example.org/x https://example.org/x>))",
        ),
        ("[ ] and ] and [a][b]", "p([ ] and ] and [a][b])"),
        (
            "[[a](https://x.y)](https://z.y)",
            "p([<a https://x.y a>](<a https://z.y https://z.y>))",
        ),
    ]);
}

#[test]
fn nothing_but_pages_and_mail_is_linked_and_nothing_is_fetched() {
    check(&[
        ("[x](javascript:alert(1))", "p([x](javascript:alert(1)))"),
        ("[x](JaVaScRiPt://%0aalert(1))", "p([x](JaVaScRiPt://%0aalert(1)))"),
        ("[x](data:text/html,hi)", "p([x](data:text/html,hi))"),
        ("[x](//example.org)", "p([x](//example.org))"),
        ("[x](/etc) [y](file:///etc)", "p([x](/etc) [y](file:///etc))"),
        (
            "[x](vbscript:x) <javascript:alert(1)>",
            "p([x](vbscript:x) <javascript:alert(1)>)",
        ),
        (
            "![map](https://example.org/a.png)",
            "p(<a https://example.org/a.png map>)",
        ),
        (
            "![](https://example.org/a.png)",
            "p(<a https://example.org/a.png https://example.org/a.png>)",
        ),
        (
            "![x](data:image/png;base64,AAAA)",
            "p(![x](data:image/png;base64,AAAA))",
        ),
        ("<script>alert(1)</script>", "p(<script>alert(1)</script>)"),
        ("<img src=x onerror=alert(1)>", "p(<img src=x onerror=alert(1)>)"),
        ("[x](java\nscript:alert(1))", "p([x](java script:alert(1)))"),
    ]);
}

#[test]
fn blocks_are_headings_lists_code_quotes_and_tables() {
    check(&[
        ("# One\n## Two ##\n#no", "h1(One) h2(Two) p(#no)"),
        ("One\n===\nTwo\n---\n\n---\n* * *", "h1(One) h2(Two) hr hr"),
        ("a\n\nb", "p(a) p(b)"),
        (
            "- a\n- b\n  c\n\n  d\n- [x] e\n- [ ] f",
            "ul(p(a); p(b c) p(d); [x] p(e); [ ] p(f))",
        ),
        ("- a\n  - b\n    1. c\n- d", "ul(p(a) ul(p(b) ol1(p(c))); p(d))"),
        ("3. a\n4. b\n\n- c", "ol3(p(a); p(b)) ul(p(c))"),
        ("text\n- a", "p(text) ul(p(a))"),
        ("In 2026\n2027. was next", "p(In 2026 2027. was next)"),
        (
            "```sh\naws ec2\n\n  x\n```\nafter",
            "code(\"aws ec2\\n\\n  x\\n\") p(after)",
        ),
        ("~~~\nopen", "code(\"open\\n\")"),
        (
            "    indented\n\n    more\n\nafter",
            "code(\"indented\\n\\nmore\\n\") p(after)",
        ),
        ("> a\nb\n> > c\n\nd", "quote(p(a b) quote(p(c))) p(d)"),
        (
            "| CIDR | for |\n|:--|--:|\n| `10.0.0.0/8` | a\\|b |\n| x |\nafter",
            "table(lr CIDR,for | `10.0.0.0/8`,a|b / x,) p(after)",
        ),
        ("a | b\n-|-\n1 | 2 | 3", "table(ll a,b | 1,2 | 3)"),
        ("|\n\n|", "p(|) p(|)"),
        ("a | b\nno table", "p(a | b no table)"),
    ]);
}

/// Texts of the signs that mean something, as long as they come: no text is an error, none grows without end, and no words are lost.
#[test]
fn any_text_is_some_markdown_and_not_much_more() {
    const PIECES: [&str; 24] = [
        "*",
        "**",
        "_",
        "`",
        "``",
        "[",
        "](",
        ")",
        "!",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "> ",
        "    ",
        "#",
        "|",
        "---",
        "~~",
        "<",
        ">",
        "https://x.y",
        "word ",
        "\\",
    ];
    for seed in 1..=3_000 {
        let mut random = Random::new(seed);
        let text: String = (0..random.below(60)).map(|_| random.pick(&PIECES)).collect();
        let count = |text: &str| text.matches("word").count();
        let found = count(&shown(&parse(&text)));
        // What stands behind the fence of code names its language, which is not shown.
        assert!(
            found >= count(&text) || text.contains("```") || text.contains("~~~"),
            "{text:?}"
        );
    }
    for piece in [
        "*a ",
        "[",
        "![",
        "[a](",
        "`",
        "> ",
        "- ",
        "<",
        "a_",
        "**_",
        "|",
        "[](https://x.y",
        "\n- ",
        "*a **b ",
    ] {
        let text = piece.repeat(20_000);
        let shown = shown(&parse(&text));
        assert!(
            shown.len() <= 4 * text.len(),
            "{piece:?} becomes {} bytes of {}",
            shown.len(),
            text.len()
        );
    }
    let ticks: String = (1..600).map(|count| format!("{} ", "`".repeat(count))).collect();
    let _ = parse(&ticks);
}

import { describe, expect, it } from '@jest/globals';
import { checkStatic } from './static-check.js';

const copy = ['春水初生', '见字如面，愿君安好。'];
const page = (body = '', head = ''): string => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>春</title>${head}</head>
<body><h1><span>春水</span><span>初生</span></h1><p>见字如面，<br>愿君安好。</p>${body}</body></html>`;
const rules = (html: string): string[] => [...new Set(checkStatic(html, { copy }).findings.map(({ rule }) => rule))];
const script = (text: string): string => page(`<script>${text}</script>`);

describe('a page that may be opened', () => {
  it.each([
    ['nothing but words', page()],
    ['words that a script types', page('<script>const say = "春水初生";</script>')],
    [
      'names of its own that the browser has as well',
      script('const top = 3, open = () => top; open(); let { name, history } = {};'),
    ],
    ['a message to its host', script('parent.postMessage({ type: "ready" }, "*")')],
    ['namespaces of SVG', script('document.createElementNS("http://www.w3.org/2000/svg", "g")')],
    [
      'pictures and fonts inside',
      page(
        '<img src="data:image/png;base64,AA==" alt="">',
        '<style>a{background:url(data:image/png;base64,AA==)}</style>',
      ),
    ],
    ['a wish to write down', page('<input type="text"><a href="#">x</a>')],
  ])('%s', (_name, html) => {
    expect(checkStatic(html, { copy })).toEqual({ html, findings: [], mended: [] });
  });
});

describe('a page that is refused', () => {
  it.each([
    ['TRUNCATED', page('<script>function open() { if (').replace(/<\/body>.*$/s, '')],
    ['TRUNCATED', page().replace(/<\/p>[\s\S]*$/, '')],
    ['SYNTAX', script('const 1a = 2;')],
    ['PLACEHOLDER', page('{{IMAGE}}')],
    ['PLACEHOLDER', script('// ... rest of the code')],
    ['PLACEHOLDER', script('/* 此处省略其余代码 */')],
    ['FILLER', page('<p>Lorem ipsum dolor</p>')],
    ['COPY_MISSING', page().replace('初生', '初升')],
    ['EXTERNAL', page('<img src="photo.jpg" alt="">')],
    ['EXTERNAL', page('<script src="https://cdn.example/x.js"></script>')],
    ['EXTERNAL', page('<p style="background:url(//cdn.example/a.png)">x</p>')],
    ['EXTERNAL', page('', '<link rel="stylesheet" href="https://cdn.example/a.css">')],
    ['EXFIL', script('fetch("x")')],
    ['EXFIL', script('window["fetch"]("x")')],
    ['EXFIL', script('navigator.sendBeacon("x")')],
    ['EXFIL', script('import("./x.js")')],
    ['EXFIL', page('<button onclick="new WebSocket(this.id)">x</button>')],
    ['STORAGE', script('localStorage.a = 1')],
    ['STORAGE', script('document.cookie')],
    ['NAVIGATION', script('location.href = "#"')],
    ['NAVIGATION', script('self.parent.document')],
    ['NAVIGATION', page('<a href="/elsewhere">x</a>')],
    ['NAVIGATION', page('', '<meta http-equiv="refresh" content="1">')],
    ['NAVIGATION', page('<form></form>')],
    ['NAVIGATION', page('', '<base href="/">')],
    ['POPUP', script('window.open("about:blank")')],
    ['DIALOG', script('alert(1)')],
    ['EVAL', script('eval("1")')],
    ['EVAL', script('setTimeout("1", 2)')],
    ['EVAL', script('[].constructor.constructor("1")()')],
    ['WORKER', script('navigator.serviceWorker')],
    ['PERMISSION', script('navigator.geolocation')],
    ['FRAME', page('<iframe></iframe>')],
    ['FRAME', script('document.body.innerHTML = "<iframe>"')],
    ['INJECTION', page('<input type="password">')],
    ['AUDIO_AUTO', page('<audio autoplay src="data:audio/wav;base64,AA=="></audio>')],
    ['LABEL_TAMPER', page('', '<style>#ai-label{display:none}</style>')],
    ['TOO_BIG', page(`<img alt="" src="data:image/png;base64,${'A'.repeat(1_100_000)}">`)],
  ])('%s', (rule, html) => {
    expect(rules(html)).toContain(rule);
  });
});

describe('words of a person that look like a leftover', () => {
  const escaped = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  const said = [
    '{{x}}',
    '[your name]',
    'Lorem  ipsum',
    'lorem\n\nipsum',
    '<!-- rest of the code -->',
    '// ... rest of the code & "more"',
    '/* 此处省略其余代码 */',
    `$${'{IMAGE}'}<b>`,
    'undefined',
    '占位文字',
    `{{x}}${'\\\\'.repeat(60)}"${'\\\\ '.repeat(60)}`,
  ];

  it.each(said)('%s', (words) => {
    const html = page(`<p>小满： ${escaped(words)}</p><p title="${escaped(words)}"></p>`);
    const typed = page(`<p>${escaped(words)}</p><script>const say = ${JSON.stringify(words)};</script>`);
    for (const document of [html, typed]) {
      expect(checkStatic(document, { copy, told: [words] }).findings).toEqual([]);
      expect(checkStatic(document, { copy: [...copy, ...words.split(/\n+/)], told: [words] }).findings).toEqual([]);
    }
    expect([html, typed].flatMap((document) => checkStatic(document, { copy }).findings)).not.toEqual([]);
  });

  it('excuse no other leftover', () => {
    const { findings } = checkStatic(page('<p>{{x}}</p><p>{{IMAGE}}</p>'), { copy, told: ['{{x}}', '{', 'a'] });
    expect(findings.map(({ detail }) => detail)).toEqual(['{{IMAGE}}']);
  });
});

describe('mending', () => {
  it('takes the document out of what a model said', () => {
    const { html, mended, findings } = checkStatic(
      `<think>fetch?</think>Here it is:\n\`\`\`html\n${page()}\n\`\`\`\nEnjoy!`,
      { copy },
    );
    expect(html).toBe(page());
    expect(findings).toEqual([]);
    expect(mended).toEqual(['text around the document removed']);
  });

  it('adds what the head lacks', () => {
    const bare = '<html><body><h1>春水初生</h1><p>见字如面，愿君安好。</p></body></html>';
    const { html, findings, mended } = checkStatic(bare, { copy, title: '春<' });
    expect(findings).toEqual([]);
    expect(mended).toEqual(['doctype added', 'lang added', 'charset added', 'viewport added', 'title added']);
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).toContain('<title>春&lt;</title>');
  });

  it('leaves out fonts and hints from elsewhere', () => {
    const head = `<link rel="icon" href="/f.ico"><style>@import url(https://fonts.example/a);@font-face{font-family:a;src:url(//b/c)}p{color:red}</style>`;
    const { html, findings } = checkStatic(page('', head), { copy });
    expect(findings).toEqual([]);
    expect(html).toContain('<style>p{color:red}</style>');
    expect(html).not.toContain('<link');
  });
});

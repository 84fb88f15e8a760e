import fc from 'fast-check'
import { JSDOM } from 'jsdom'
import { describe, expect, test } from 'vitest'
import { checkNarrative } from './check-narrative.ts'
import { safeNarrative } from './safe-narrative.ts'

const div = (content: string) => `<div xmlns="http://www.w3.org/1999/xhtml">${content}</div>`

const browser = new JSDOM('<body></body>').window.document

/** What a browser makes of it: the parsed page is looked at, not the text. */
function dangersIn(html: string): string[] {
  const body = browser.createElement('body')
  body.innerHTML = html
  const dangers: string[] = []
  for (const element of body.querySelectorAll('*')) {
    const name = element.localName
    if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml') dangers.push(`foreign ${name}`)
    if (
      /^(script|style|iframe|object|embed|form|input|button|link|meta|base|svg|math|template|a|area)$/.test(
        name,
      )
    ) {
      dangers.push(name)
    }
    for (const attribute of element.attributes) {
      if (attribute.name.startsWith('on')) dangers.push(attribute.name)
      if (
        /^(href|action|formaction|background|data|srcset|poster|ping|id|class|name)$/.test(attribute.name)
      ) {
        dangers.push(attribute.name)
      }
      if (attribute.name === 'src' && !attribute.value.startsWith('data:image/'))
        dangers.push(attribute.value)
      if (attribute.name === 'style' && /url|expression|position|\\|@/i.test(attribute.value))
        dangers.push(attribute.value)
    }
  }
  return dangers
}

const corpus = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=http://x/x.js></SCRIPT>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)>',
  '<img src="javascript:alert(1)"/>',
  '<IMG SRC=JaVaScRiPt:alert(1)>',
  '<img src="jav&#x09;ascript:alert(1)"/>',
  '<img """><script>alert(1)</script>">',
  '<img src=`x` onerror=`alert(1)`>',
  '<img/src="x"/onerror=alert(1)>',
  '<img src="http://tracker.example/x.png"/>',
  '<img src="//tracker.example/x.png"/>',
  '<img src="data:image/svg+xml;base64,PHN2Zz4="/>',
  '<img src="data:text/html,<script>alert(1)</script>"/>',
  '<img srcset="http://x/1.png 1x"/>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" &#14; javascript:alert(1)">x</a>',
  '<a href="javascript&colon;alert(1)">x</a>',
  '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<math href="javascript:alert(1)">x</math>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="javascript:alert(1)"></object>',
  '<embed src="http://x/x.swf"/>',
  '<form action="http://x"><input name="p"/><button formaction="javascript:alert(1)">x</button></form>',
  '<isindex action="javascript:alert(1)" type="image">',
  '<div style="background:url(javascript:alert(1))">x</div>',
  '<div style="background-image: url(\'http://x/y.png\')">x</div>',
  '<div style="width: expression(alert(1));">x</div>',
  '<div style="\\62 ackground: u\\72l(http://x)">x</div>',
  '<div style="position:fixed;top:0;left:0;width:100%;height:100%">x</div>',
  '<div style="color: red; } body { display:none">x</div>',
  '<style>@import "http://x/x.css";</style>',
  '<link rel="stylesheet" href="http://x/x.css"/>',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)"/>',
  '<base href="http://x/"/>',
  '<body onload=alert(1)>',
  '<table background="javascript:alert(1)"><tr><td>x</td></tr></table>',
  '<td background="http://x/x.png">x</td>',
  '<input autofocus onfocus=alert(1)>',
  '<details open ontoggle=alert(1)>x</details>',
  '<video><source onerror="alert(1)"></video>',
  '<audio src=x onerror=alert(1)>',
  '<marquee onstart=alert(1)>x</marquee>',
  '<p title="&quot; onmouseover=&quot;alert(1)">x</p>',
  '<p title=\'" onmouseover="alert(1)\'>x</p>',
  '<p title="`onmouseover=alert(1)">x</p>',
  '<p ONCLICK="alert(1)">x</p>',
  '<p onclick\n=\n"alert(1)">x</p>',
  '<p/onclick="alert(1)">x</p>',
  '<xhtml:script>alert(1)</xhtml:script>',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<!--<img src="--><img src=x onerror=alert(1)//">',
  '<!-- --!><img src=x onerror=alert(1)> -->',
  '<?xml-stylesheet href="javascript:alert(1)"?>',
  '<!DOCTYPE x [<!ENTITY e "<script>alert(1)</script>">]>&e;',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;img src=x onerror=alert(1)&#62;',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
  '<template><script>alert(1)</script></template>',
  '<plaintext><img src=x onerror=alert(1)>',
  '<xmp><img src=x onerror=alert(1)></xmp>',
  '<p id="getElementById" name="cookie" class="banner">x</p>',
  '<custom-element onclick=alert(1)>x</custom-element>',
  '<p><b><i>unclosed',
  '</div></div></div><script>alert(1)</script>',
]

describe('what is displayed', () => {
  test.each(corpus)('holds nothing dangerous of %s', (attack) => {
    expect(dangersIn(safeNarrative(div(attack)))).toEqual([])
    expect(dangersIn(safeNarrative(attack))).toEqual([])
    expect(dangersIn(`<table><tr><td>${safeNarrative(attack)}</td></tr></table>`)).toEqual([])
  })

  test('never holds anything dangerous, whatever pieces are put together', () => {
    const piece = fc.oneof(
      fc.constantFrom(...corpus),
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '`',
        '&',
        '/',
        '<p ',
        '</',
        '<!--',
        '-->',
        '=',
        ' on',
        'onerror=alert(1)',
        '<img ',
      ),
      fc.string({ maxLength: 8 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const shown = safeNarrative(pieces.join(''))
        expect(dangersIn(shown)).toEqual([])
        expect(safeNarrative(shown)).toBe(shown)
      }),
      { numRuns: 800 },
    )
  })

  test.each([
    [div('<p>Hello <b>world</b></p>'), '<div><p>Hello <b>world</b></p></div>'],
    [div('a<br/>b'), '<div>a<br>b</div>'],
    [div('5 &lt; 6 &amp; 7 &#62; 6 &nbsp;&eacute;'), '<div>5 &lt; 6 &amp; 7 &gt; 6 \u00a0é</div>'],
    [
      div('<table border="1"><tr><td colspan="2">x</td></tr></table>'),
      '<div><table border="1"><tr><td colspan="2">x</td></tr></table></div>',
    ],
    [div('<a href="http://example.org">leaflet</a>'), '<div><span>leaflet</span></div>'],
    [
      div('<span style="font-weight: bold; position: fixed; color: #f00">x</span>'),
      '<div><span style="font-weight: bold; color: #f00">x</span></div>',
    ],
    [
      div('<img src="data:image/png;base64,iVBORw0KGgo=" alt="scan"/>'),
      '<div><img src="data:image/png;base64,iVBORw0KGgo=" alt="scan"></div>',
    ],
    [div('<img src="http://x/y.png" alt="scan"/>'), '<div>scan</div>'],
    [div('<custom>kept text</custom>'), '<div>kept text</div>'],
  ])('keeps what is harmless: %s', (given, expected) => {
    expect(safeNarrative(given)).toBe(expected)
  })

  test('takes endless nesting and broken markup without breaking or taking long', () => {
    expect(safeNarrative('<b>'.repeat(100_000) + '</x>'.repeat(100_000)).length).toBeGreaterThan(0)
    expect(safeNarrative('<script></script>'.repeat(50_000))).toBe('')
    expect(safeNarrative('<b>'.repeat(200_000)).length).toBeGreaterThan(0)
    expect(safeNarrative('<'.repeat(200_000)).length).toBeGreaterThan(0)
    expect(safeNarrative(`<p ${'a '.repeat(100_000)}>x</p>`)).toBe('<p>x</p>')
  }, 20_000)
})

describe('what is said about a narrative', () => {
  test.each([
    ['<p>Well.</p>', ''],
    ['<a href="http://example.org">x</a> <span class="bold" id="a">x</span>', ''],
    ['x<script>1</script>', '<script>'],
    ['<p onclick="x()">x</p>', 'event handler onclick'],
    ['<a href="javascript:x()">x</a>', 'begins with javascript:'],
    ['<form>x</form>', '<form>'],
    ['<img src="http://x/y.png"/>x', 'picture from elsewhere'],
    ['<p style="background: url(x)">x</p>', 'style that fetches'],
    ['<p>x', 'not well-formed'],
    ['  ', 'empty'],
  ])('%s: %s', (content, expected) => {
    const problems = checkNarrative(div(content))
    if (expected === '') expect(problems).toEqual([])
    else expect(problems.join(' ')).toContain(expected)
  })

  test('text around the div is said', () => {
    expect(checkNarrative('<p>x</p>')).toEqual(['The narrative is not one <div>.'])
  })
})

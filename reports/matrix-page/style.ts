/** The page's style sheet. Light and dark; no colour stands alone, each has a letter or a symbol beside it. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbfbfa; --card: #ffffff; --ink: #1d2126; --quiet: #5d6670; --line: #e2e4e7; --hover: #f1f3f5;
  --focus: #2563eb; --bad: #b42318; --bad-paper: #fdecea; --warn: #8a5a00; --warn-paper: #fdf4df;
  --good: #1c7a45; --good-paper: #e9f6ee; --shade: #1d212638;
  --p0: #2c66b8; --p1: #0f7f78; --p2: #7450b8; --p3: #a1640b; --p4: #ad3a78; --neutral: #59626d;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171a; --card: #1b1f24; --ink: #e4e7ea; --quiet: #9aa4ae; --line: #2e343b; --hover: #242a31;
    --focus: #7aa7ff; --bad: #ff8a7d; --bad-paper: #3a1d1b; --warn: #f0c06a; --warn-paper: #33290f;
    --good: #6fd197; --good-paper: #16301f; --shade: #000000b0;
    --p0: #7fb0f5; --p1: #5cc9c0; --p2: #b99af0; --p3: #e3a955; --p4: #ef8fbe; --neutral: #a5afba;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body {
  margin: 0 auto; padding: 2rem clamp(1rem, 3vw, 2.5rem) 4rem; max-width: 92rem;
  background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif;
}
h1, h2, h3, h4, p, dl, dd, ol, ul { margin: 0; padding: 0; }
ol, ul { list-style: none; }
h2 { font-size: .8rem; font-weight: 650; letter-spacing: .06em; text-transform: uppercase; color: var(--quiet); margin: 0 0 .6rem; }
h3 { font-size: .95rem; overflow-wrap: anywhere; }
h4 { font-size: .8rem; color: var(--quiet); margin: 1rem 0 .35rem; }
code { font-family: var(--mono); font-size: .9em; overflow-wrap: anywhere; }
a { color: var(--focus); }
button { font: inherit; color: inherit; background: none; border: 0; padding: 0; text-align: start; cursor: pointer; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
section.block { margin-top: 2rem; }
.quiet { color: var(--quiet); font-size: .87rem; }
.product { color: var(--quiet); font-size: .87rem; margin-bottom: .6rem; }

.verdict { display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: center; font-size: 1.3rem; font-weight: 600; line-height: 1.3; }
.verdict .outcome { font-size: 1rem; padding: .3rem .8rem; }
.incomplete { margin-top: .8rem; padding: .6rem .9rem; background: var(--warn-paper); border-inline-start: 4px solid var(--warn); overflow-wrap: anywhere; }
.counts { display: flex; flex-wrap: wrap; gap: .3rem 1rem; align-items: baseline; margin-top: .7rem; }
.count-title { min-width: 7.5rem; color: var(--quiet); }
.count { display: inline-flex; gap: .4rem; align-items: baseline; font-variant-numeric: tabular-nums; }

.outcome { display: inline-block; padding: .05rem .5rem; border-radius: 99px; font-size: .8rem; font-weight: 600; white-space: nowrap; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
.outcome.conforms { color: var(--good); background: var(--good-paper); }
.outcome.violates, .outcome.harness-fault { color: var(--bad); background: var(--bad-paper); }
.outcome.violates { color: #fff; background: #b42318; }
.outcome.inconclusive, .outcome.observation { color: var(--warn); background: var(--warn-paper); }
.outcome.not-applicable { color: var(--quiet); background: var(--hover); }

.route {
  display: inline-grid; place-items: center; min-width: 1.5rem; height: 1.35rem; padding: 0 .3rem; border-radius: 5px;
  font: 650 .8rem/1 var(--mono); color: var(--hue); border: 1px solid color-mix(in srgb, var(--hue) 45%, transparent);
  background: color-mix(in srgb, var(--hue) 13%, transparent);
}
.p0 { --hue: var(--p0); } .p1 { --hue: var(--p1); } .p2 { --hue: var(--p2); } .p3 { --hue: var(--p3); } .p4 { --hue: var(--p4); }
.direct, .several, .nowhere { --hue: var(--neutral); }
.direct { background: none; }
.nowhere { border-style: dashed; background: none; }

.deviations li { border-top: 1px solid var(--line); }
.deviation { display: flex; flex-wrap: wrap; gap: .15rem .8rem; align-items: baseline; width: 100%; padding: .5rem .6rem; border-inline-start: 4px solid var(--warn); }
.deviation:is(.violates, .harness-fault) { border-color: var(--bad); }
.deviation:hover, .rule-line:hover { background: var(--hover); }
.deviation .sentence { flex: 1 1 22rem; }
.link { color: var(--focus); padding: .4rem .6rem; text-decoration: underline; }

.columns { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 0 2.5rem; }
/* As tall as what stands beside it, at least 20rem. The shadows at its ends say that there is more. */
.rules {
  max-height: max(20rem, var(--beside, 0px)); overflow: auto; border: 1px solid var(--line); border-radius: 8px; counter-reset: rule;
  background:
    linear-gradient(var(--card) 40%, transparent) top / 100% 3rem no-repeat local,
    linear-gradient(transparent, var(--card) 60%) bottom / 100% 3rem no-repeat local,
    linear-gradient(var(--shade), transparent) top / 100% 1rem no-repeat scroll,
    linear-gradient(transparent, var(--shade)) bottom / 100% 1rem no-repeat scroll,
    var(--card);
}
.rules li { counter-increment: rule; border-top: 1px solid var(--line); }
.rules li:first-child { border-top: 0; }
.rule-line { display: grid; grid-template-columns: 1.8rem 5.5rem minmax(0, 1fr) 4.2rem 12.5rem; gap: .5rem; align-items: center; width: 100%; padding: .4rem .8rem; }
.rule-line::before { content: counter(rule); color: var(--quiet); font-variant-numeric: tabular-nums; }
.proof { color: var(--good); font-size: .87rem; font-variant-numeric: tabular-nums; text-align: end; }
.unproved .proof { color: var(--warn); }
.wrong { color: var(--bad); font-weight: 600; margin-inline-start: .7rem; }
.lint { padding: .5rem .8rem; border-inline-start: 4px solid var(--line); margin-bottom: .6rem; overflow-wrap: anywhere; }
.lint.warning { border-color: var(--warn); }

.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; margin-bottom: .8rem; }
.legend-entry { display: inline-flex; gap: .45rem; align-items: center; font-size: .87rem; max-width: 100%; overflow-wrap: anywhere; }
.filters { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin-bottom: .8rem; }
input, select { font: inherit; font-size: .9rem; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .35rem .6rem; max-width: 15rem; }
input { flex: 1 1 14rem; max-width: 24rem; }
.workspace { display: flex; gap: 1.2rem; align-items: flex-start; }
.matrix-table { flex: 1 1 40rem; min-width: 0; border: 1px solid var(--line); border-radius: 8px; background: var(--card); overflow: hidden; }
.row, #grid-head { display: grid; grid-template-columns: minmax(9rem, 3fr) minmax(0, 9rem) minmax(6.5rem, 2fr) repeat(var(--schemes), minmax(3.6rem, 5rem)); align-items: stretch; }
#grid-head { position: sticky; top: 0; z-index: 1; height: var(--row); border-bottom: 1px solid var(--line); background: var(--card); }
#grid-head > div { padding: 0 .7rem; font-size: .8rem; font-weight: 600; line-height: var(--row); color: var(--quiet); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
#grid-head > div:nth-child(n + 4) { text-align: center; padding-inline: 0; }
#grid { max-height: min(40rem, 75vh); overflow-y: auto; }
#grid:focus-visible { outline: none; }
.matrix-table:has(#grid:focus-visible) { outline: 2px solid var(--focus); outline-offset: 1px; }
.canvas { position: relative; min-height: var(--row); }
.canvas:empty::before { content: "Nothing fits this filter."; display: block; padding: .3rem .7rem; color: var(--quiet); }
.row { position: absolute; inset-inline: 0; height: var(--row); border-bottom: 1px solid var(--line); }
.row:hover { background: var(--hover); }
.host, .variant, .rule { padding: 0 .7rem; line-height: calc(var(--row) - 1px); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.host, .rule { font-family: var(--mono); font-size: .83rem; }
.variant, .rule { color: var(--quiet); font-size: .83rem; }
.cell { display: flex; gap: .2rem; align-items: center; justify-content: center; cursor: pointer; font-size: .8rem; }
.cell.empty { cursor: default; }
.cell.pale { opacity: .3; }
.cell.chosen { box-shadow: inset 0 0 0 1px var(--quiet); }
#grid:focus-visible .cell.chosen { box-shadow: inset 0 0 0 2px var(--focus); }
.cell.violates, .cell.harness-fault { background: var(--bad-paper); box-shadow: inset 0 0 0 2px var(--bad); }
.cell.violates .symbol, .cell.harness-fault .symbol { color: var(--bad); font-weight: 800; }
.cell.inconclusive, .cell.observation { background: var(--warn-paper); box-shadow: inset 0 0 0 1px var(--warn); }
.cell.chosen.violates, .cell.chosen.harness-fault, .cell.chosen.inconclusive, .cell.chosen.observation { outline: 2px solid var(--focus); outline-offset: -4px; }
.cell .route { min-width: 1.3rem; padding: 0 .2rem; }
.symbol { font-weight: 700; }
.more { color: var(--quiet); font-size: .7rem; }

#detail { flex: 0 0 min(30rem, 42%); position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow: auto; padding: 1rem 1.1rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
#close { float: inline-end; padding: 0 .5rem; color: var(--quiet); }
dl { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: .3rem .8rem; margin-top: .6rem; }
dt { color: var(--quiet); font-size: .87rem; }
dd { overflow-wrap: anywhere; }
#detail dl { grid-template-columns: 6rem minmax(0, 1fr); }
#facts h3 { margin: 1.4rem 0 .2rem; }
dl.small { font-size: .87rem; margin-top: 1rem; }
.probe-head, .finding-head { display: flex; gap: .5rem; align-items: center; margin-top: .8rem; }
.finding { margin-top: .8rem; padding: .1rem .9rem .7rem; border-radius: 6px; background: var(--warn-paper); }
.finding.violates, .finding.harness-fault { background: var(--bad-paper); }
article > .finding:first-of-type { margin-top: .7rem; }
article + article { border-top: 1px solid var(--line); margin-top: 1rem; }
.timeline { border-inline-start: 2px solid var(--line); margin-inline-start: .3rem; }
.sighting { position: relative; padding: 0 0 .6rem 1rem; overflow-wrap: anywhere; }
.sighting::before { content: ""; position: absolute; inset-inline-start: -6px; top: .45rem; width: 10px; height: 10px; border-radius: 50%; background: var(--card); border: 2px solid var(--neutral); }
.sighting.proxy::before { border-radius: 2px; }
.offset { font-family: var(--mono); font-size: .78rem; color: var(--quiet); margin-inline-end: .6rem; }
.witness { font-size: .8rem; font-weight: 650; }
.sighting .sentence { display: block; font-size: .9rem; }
.join { margin-top: .3rem; padding: .5rem .8rem; font-size: .9rem; background: var(--hover); border-radius: 6px; overflow-wrap: anywhere; }
.attachment { margin-top: .8rem; }
.attachment img { display: block; max-width: 100%; margin-top: .4rem; border: 1px solid var(--line); border-radius: 6px; min-height: 1.5rem; }
.check { border-top: 1px solid var(--line); padding: .5rem 0; }
.check summary { cursor: pointer; display: flex; flex-wrap: wrap; gap: .2rem .7rem; align-items: baseline; }
.check summary .sentence { color: var(--quiet); flex: 1 1 20rem; }
.check > :not(summary) { margin-inline-start: 1rem; }
.background { font-size: .87rem; margin-top: .3rem; overflow-wrap: anywhere; }
.hint { color: var(--quiet); font-size: .8rem; margin-top: .5rem; }
kbd { font: .75rem var(--mono); border: 1px solid var(--line); border-radius: 4px; padding: 0 .3rem; background: var(--card); }
@media (max-width: 60rem) {
  .columns { grid-template-columns: minmax(0, 1fr); }
  .rules { max-height: 20rem; }
  .workspace { flex-direction: column; align-items: stretch; }
  .matrix-table { flex: none; }
  #detail { position: static; max-height: none; flex: none; }
  .row, #grid-head { grid-template-columns: minmax(8rem, 1fr) repeat(var(--schemes), minmax(3rem, 4.2rem)); }
  .row > .variant, .row > .rule, #grid-head > :is(:nth-child(2), :nth-child(3)) { display: none; }
  .rule-line { grid-template-columns: 1.4rem minmax(0, 1fr) 3.4rem; }
  .rule-line > .quiet { display: none; }
  .rule-line > .proof { grid-column: 2 / -1; text-align: start; }
}
`;

import { createHash } from 'node:crypto';
import type { Verification } from '../../harness/conformance/verification.ts';
import { pageHead, pageRows } from './collect.ts';
import { type Picture, picturesFrom } from './pictures.ts';
import { pageScript } from './script.ts';
import { PAGE_STYLE } from './style.ts';

/**
 * The whole page in pieces: one file, its own script and style, nothing from anywhere else.
 * @param folder where the results' attachments are.
 */
export function* pagePieces(verification: Verification, folder: string): Generator<string> {
  const script = pageScript();
  // Nothing but this script and this style runs, and nothing is loaded but pictures, those in the page and beside it.
  const policy = [
    "default-src 'none'",
    `script-src '${digest(script)}'`,
    `style-src '${digest(PAGE_STYLE)}'`,
    "img-src 'self' file: data:",
    "base-uri 'none'",
    "form-action 'none'",
  ];
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Which proxy handled it</title>
<style>${PAGE_STYLE}</style>
</head>
${BODY}<script type="application/json" id="data">`;
  yield* dataPieces(verification, picturesFrom(folder));
  yield `</script>\n<script>${script}</script>\n</body>\n</html>\n`;
}

const BODY = `<body>
<header>
<p class="product">AgentCore Browser · proxy conformance</p>
<div id="verdict-section"><div id="verdict"></div></div>
</header>
<section class="block" id="deviations-section"><div id="deviations"></div></section>
<div class="columns">
<section class="block" id="rules-section"><h2>Routing rules, in order of precedence</h2><div id="rules"></div></section>
<section class="block" id="lint-section"><h2>About the configuration</h2><div id="lint"></div></section>
</div>
<section class="block" id="matrix"><h2>Routes really taken</h2>
<div id="legend-section"><div class="legend" id="legend"></div></div>
<div class="filters">
<input id="text" type="search" placeholder="Filter by host, pattern, path…" aria-label="Filter by host, pattern or path">
<select id="route" aria-label="Route taken"></select>
<select id="outcome" aria-label="Verdict"></select>
<select id="variant" aria-label="Variant"></select>
<span class="quiet" id="shown" role="status"></span>
</div>
<div class="workspace">
<div class="matrix-table">
<div id="grid" role="grid" tabindex="0" aria-label="Hosts and schemes"><div id="grid-head" role="row" aria-rowindex="1"></div></div>
</div>
<aside id="detail" aria-live="polite" aria-label="Evidence" hidden><button type="button" id="close" aria-label="Close">✕</button><div id="detail-content"></div></aside>
</div>
<p class="hint"><kbd>↑</kbd> <kbd>↓</kbd> <kbd>←</kbd> <kbd>→</kbd> move · <kbd>Enter</kbd> evidence · <kbd>n</kbd> <kbd>p</kbd> next and previous deviation · <kbd>/</kbd> filter · <kbd>Esc</kbd> close</p>
</section>
<section class="block" id="checks-section"><h2>Checks</h2><div id="checks"></div></section>
<section class="block" id="facts-section"><h2>This run</h2><div id="facts"></div></section>
<noscript><p>This page needs its own script, which is part of the file.</p></noscript>
`;

function* dataPieces(verification: Verification, picture: Picture): Generator<string> {
  yield `${safeJson(pageHead(verification, picture)).slice(0, -1)},"rows":[`;
  let separator = '\n';
  for (const row of pageRows(verification, picture)) {
    yield separator + safeJson(row);
    separator = ',\n';
  }
  yield ']}\n';
}

/** JSON for a `script` element: without `<` no text in it can end the element or open a comment. */
function safeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

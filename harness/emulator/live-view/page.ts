import { createHash } from 'node:crypto';
import type { Answer } from '../api/service.ts';
import type { BrowserSession } from '../sessions/browser-session.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { PAGE_STYLE } from './page-style.ts';

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * The page that shows a session: one document that loads nothing. It may be framed, as applications frame live views;
 * what it may do beyond drawing is to connect to where it came from.
 */
export function liveViewPage({ id, browserIdentifier }: BrowserSession, origin: string): Answer {
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(PAGE_SCRIPT)}`,
    `style-src ${hashOf(PAGE_STYLE)}`,
    // Older browsers do not count a WebSocket to the same host as 'self'.
    `connect-src 'self' ${origin.replace(/^http/, 'ws')}`,
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.join('; '),
      'x-content-type-options': 'nosniff',
      // The address is a signature that is still good for minutes.
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    },
    body: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Live view</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<span id="state" role="status" data-state="connecting">Connecting</span>
<span id="address"></span>
<span id="session" title="Browser ${escapeHtml(browserIdentifier)}">Session ${escapeHtml(id)}</span>
</header>
<nav id="tabs" role="tablist" aria-label="Open pages" hidden></nav>
<main id="stage">
<canvas id="canvas" role="img" aria-label="The session’s page, live" hidden></canvas>
<textarea id="keyboard" aria-label="Keyboard of the session’s page" autocapitalize="off" autocomplete="off" spellcheck="false"></textarea>
<p id="notice" role="alert" hidden></p>
</main>
<footer>Click the picture to use the page. Shift+Esc lets the keyboard go.</footer>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`,
  };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

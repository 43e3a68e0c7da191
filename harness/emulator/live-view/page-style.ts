/** The look of the live view's page. Fonts are the reader's own: the page loads nothing. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#eef0f3, #15171b);
  --bar: light-dark(#ffffff, #1e2126);
  --line: light-dark(#d9dde3, #2e333b);
  --text: light-dark(#1c2127, #e7e9ec);
  --quiet: light-dark(#626b77, #98a1ad);
  --accent: light-dark(#1f6feb, #6cb0ff);
  --live: light-dark(#1a8f4b, #46d07f);
  --waiting: light-dark(#b7791f, #e8b34b);
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html, body { height: 100%; }
body {
  margin: 0;
  display: flex;
  flex-direction: column;
  background: var(--ground);
  color: var(--text);
  font: 14px/1.45 system-ui, sans-serif;
}
header {
  display: flex;
  align-items: center;
  gap: 12px;
  padding: 8px 16px;
  background: var(--bar);
  border-bottom: 1px solid var(--line);
}
#state { display: flex; align-items: center; gap: 7px; font-weight: 600; white-space: nowrap; }
#state::before { content: ''; width: 9px; height: 9px; border-radius: 50%; background: var(--quiet); }
#state[data-state='live']::before { background: var(--live); }
#state[data-state='connecting']::before { background: var(--waiting); }
#address {
  flex: 1;
  min-width: 0;
  padding: 5px 12px;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
  border: 1px solid var(--line);
  border-radius: 999px;
  background: var(--ground);
}
#session { color: var(--quiet); font: 12px ui-monospace, monospace; white-space: nowrap; }
nav {
  display: flex;
  gap: 4px;
  padding: 6px 16px 0;
  overflow-x: auto;
}
nav button {
  max-width: 220px;
  padding: 5px 12px;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
  font: inherit;
  color: var(--quiet);
  background: none;
  border: 1px solid transparent;
  border-radius: 8px;
  cursor: pointer;
}
nav button[aria-selected='true'] { color: var(--text); background: var(--bar); border-color: var(--line); }
main { flex: 1; position: relative; display: grid; place-items: center; min-height: 0; padding: 16px; }
canvas {
  max-width: 100%;
  max-height: 100%;
  background: #fff;
  border-radius: 6px;
  box-shadow: 0 0 0 1px var(--line), 0 8px 30px rgb(0 0 0 / 0.18);
  touch-action: none;
}
main:focus-within canvas { outline: 2px solid var(--accent); outline-offset: 3px; }
main[data-faded] canvas { opacity: 0.35; }
#keyboard { position: absolute; inset: 0 auto auto 0; width: 1px; height: 1px; padding: 0; border: 0; opacity: 0; resize: none; }
#notice {
  position: absolute;
  max-width: min(34em, 90%);
  padding: 18px 24px;
  text-align: center;
  background: var(--bar);
  border: 1px solid var(--line);
  border-radius: 12px;
  box-shadow: 0 8px 30px rgb(0 0 0 / 0.18);
}
footer { padding: 0 16px 10px; color: var(--quiet); font-size: 12px; text-align: center; }
@media (max-width: 640px) { #session { display: none; } }
`;

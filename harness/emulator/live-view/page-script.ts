/**
 * What the live view's page does: draws the pictures that come over its WebSocket, and sends back what is done to
 * them. It travels as text, and runs in any browser of the last years.
 */
export const PAGE_SCRIPT = `
'use strict';
const find = (id) => document.getElementById(id);
const [state, address, tabs, stage, canvas, keyboard, notice] =
  ['state', 'address', 'tabs', 'stage', 'canvas', 'keyboard', 'notice'].map(find);
const context = canvas.getContext('2d');
const STATES = { connecting: 'Connecting', live: 'Live', ended: 'Ended', lost: 'Not connected' };
let over = false;

// The page's own signed address opens its WebSocket as well.
const socket = new WebSocket(location.href.replace(/^http/, 'ws'));
socket.binaryType = 'blob';
socket.onopen = () => show('live');
socket.onmessage = ({ data }) => (typeof data === 'string' ? hear(JSON.parse(data)) : draw(data));
socket.onclose = () => over || explain();

function send(message) {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

function show(name, words) {
  state.dataset.state = name;
  state.textContent = STATES[name];
  say(words);
}

function say(words) {
  notice.textContent = words || '';
  notice.hidden = !words;
  stage.toggleAttribute('data-faded', Boolean(words));
}

// A WebSocket does not tell why it was refused; the same address as a page does.
async function explain() {
  over = true;
  const why = await fetch(location.href).then((answer) => (answer.ok ? {} : answer.json())).catch(() => ({}));
  if (why.__type === 'ResourceNotFoundException') return show('ended', 'This session has ended.');
  const words = why.message ? 'The live view was refused: ' + why.message : 'The connection was lost.';
  show('lost', words + ' Open a newly signed address to go on watching.');
}

async function draw(blob) {
  try {
    const picture = await createImageBitmap(blob);
    if (canvas.width !== picture.width) canvas.width = picture.width;
    if (canvas.height !== picture.height) canvas.height = picture.height;
    context.drawImage(picture, 0, 0);
    picture.close();
    canvas.hidden = false;
  } finally {
    send({ drawn: {} });
  }
}

function hear(news) {
  if (news.ended) {
    over = true;
    return show('ended', 'This session has ended.');
  }
  const shown = news.pages.find(({ id }) => id === news.shown);
  address.textContent = shown ? shown.url : '';
  document.title = (shown ? shown.url + ' – ' : '') + 'Live view';
  say(!shown ? 'No page is open.' : shown.crashed ? 'This page has crashed.' : '');
  if (!shown) canvas.hidden = true;
  tabs.hidden = news.pages.length < 2;
  tabs.replaceChildren(...news.pages.map(({ id, url }) => {
    const tab = document.createElement('button');
    tab.textContent = url.replace(/^https?:\\/\\//, '') || 'New page';
    tab.title = url;
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-selected', String(id === news.shown));
    tab.onclick = () => send({ show: { pageId: id } });
    return tab;
  }));
}

const modifiers = (event) => event.altKey | (event.ctrlKey << 1) | (event.metaKey << 2) | (event.shiftKey << 3);

function place(event) {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const share = (part, whole) => Math.round(Math.min(1, Math.max(0, part / whole)) * 1000000);
  return { x: share(event.clientX - left, width), y: share(event.clientY - top, height) };
}

// How soon a click has to follow another to make a double click is for the viewer's own system to say.
let clickCount = 0;
// The last pointer event: it knows fractions of a pixel, which mouse events do not.
let pointer;
function mouse(name, event) {
  const buttons = ['left', 'middle', 'right', 'back', 'forward'];
  const held = buttons.find((_, index) => event.buttons & [1, 4, 2, 8, 16][index]) || 'none';
  const button = name === 'mouseMoved' ? held : buttons[event.button] || 'none';
  const rest = { button, buttons: event.buttons, modifiers: modifiers(event) };
  send({ mouse: { event: name, ...place(pointer), ...rest, clickCount: name === 'mouseMoved' ? 0 : clickCount } });
}

canvas.onpointerdown = (event) => {
  pointer = event;
  canvas.setPointerCapture(event.pointerId);
};
canvas.onpointerup = (event) => { pointer = event; };
canvas.onmousedown = (event) => {
  keyboard.focus();
  clickCount = event.detail;
  mouse('mousePressed', event);
  event.preventDefault();
};
canvas.onmouseup = (event) => mouse('mouseReleased', event);
// Of the moves between two pictures only the last one matters.
let moved;
canvas.onpointermove = (event) => {
  pointer = event;
  if (!moved) requestAnimationFrame(() => { mouse('mouseMoved', moved); moved = undefined; });
  moved = event;
};
canvas.oncontextmenu = (event) => event.preventDefault();
canvas.addEventListener('wheel', (event) => {
  const unit = [1, 16, canvas.height][event.deltaMode];
  const pixels = (delta) => Math.round(Math.max(-100000, Math.min(100000, delta * unit)));
  send({ wheel: { ...place(event), deltaX: pixels(event.deltaX), deltaY: pixels(event.deltaY), modifiers: modifiers(event) } });
  event.preventDefault();
}, { passive: false });

function key(name, event) {
  if (event.isComposing || event.key === 'Process' || event.key === 'Dead') return;
  if (event.shiftKey && event.key === 'Escape') return keyboard.blur();
  // What is pasted comes as text; these other keys stay the reader's own.
  const pastes = (event.ctrlKey || event.metaKey) && event.code === 'KeyV';
  if (pastes || ['F5', 'F11', 'F12'].includes(event.key)) return;
  const { key, code, keyCode, location, repeat } = event;
  send({ key: { event: name, key, code, keyCode, location, repeat, modifiers: modifiers(event) } });
  event.preventDefault();
}
keyboard.onkeydown = (event) => key('keyDown', event);
keyboard.onkeyup = (event) => key('keyUp', event);

// Text that no single key writes: pasted, composed, or from a keyboard on the screen.
function write() {
  if (keyboard.value) send({ text: { text: keyboard.value.slice(0, 100000) } });
  keyboard.value = '';
}
keyboard.oninput = (event) => event.isComposing || write();
keyboard.addEventListener('compositionend', write);
`;

/** Builds an element: properties, `on…` listeners, `data`/`aria` attributes, then children (null is left out). */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name in element && !name.includes('-') && name !== 'list') element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

const PATHS = {
  back: 'M15 5l-7 7 7 7',
  more: 'M12 6h.01M12 12h.01M12 18h.01',
  clip: 'M20 11.5l-8.2 8.2a5 5 0 01-7.1-7.1L13 4.3a3.3 3.3 0 014.7 4.7L9.5 17.3a1.7 1.7 0 01-2.4-2.4l7.6-7.6',
  send: 'M4 12l16-8-6 16-3-7z',
  mic: 'M12 4a3 3 0 013 3v5a3 3 0 01-6 0V7a3 3 0 013-3zM6 11.5a6 6 0 0012 0M12 18v3',
  close: 'M6 6l12 12M18 6L6 18',
  link: 'M14 5h5v5M19 5l-8 8M17 14v4a1 1 0 01-1 1H6a1 1 0 01-1-1V8a1 1 0 011-1h4',
  reply: 'M10 7L4 12l6 5M4 12h9a7 7 0 017 6',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
  phone: 'M6 4h3l2 5-2.5 1.5a11 11 0 005 5L15 13l5 2v3a2 2 0 01-2 2A14 14 0 014 6a2 2 0 012-2z',
  pin: 'M12 21s-6.5-6-6.5-11a6.5 6.5 0 0113 0c0 5-6.5 11-6.5 11zM12 12a2 2 0 100-4 2 2 0 000 4z',
  file: 'M7 3h7l5 5v13H7zM14 3v5h5',
  person: 'M12 12a4 4 0 100-8 4 4 0 000 8zM4 21a8 8 0 0116 0',
  smile: 'M12 21a9 9 0 100-18 9 9 0 000 18zM8.5 14.5a4.5 4.5 0 007 0M9 9.5h.01M15 9.5h.01',
  image: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9h.01',
  megaphone: 'M4 10v4h3l9 4V6l-9 4zM19 9.5a4 4 0 010 5M8 14l1 5h2l-1-4.4',
  block: 'M12 21a9 9 0 100-18 9 9 0 000 18zM5.6 5.6l12.8 12.8',
  bell: 'M6 10a6 6 0 0112 0c0 6 2 7 2 7H4s2-1 2-7zM10 20a2 2 0 004 0',
  clock: 'M12 21a9 9 0 100-18 9 9 0 000 18zM12 7v5l3 2',
  plus: 'M12 5v14M5 12h14',
  check: 'M5 12.5l4.5 4.5L19 7',
  chevron: 'M6 9l6 6 6-6',
};

/** A line icon of the page's own set; hidden from screen readers, the control beside it has the name. */
export function icon(name, size = 20) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('width', size);
  svg.setAttribute('height', size);
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

const HUES = [172, 32, 262, 208, 340, 96];

/** Initials on a colour that stays the same for a name. */
export function avatar(name, className = '') {
  const letters = name.replace(/[^\p{L}\p{N} ]/gu, '').split(' ').filter(Boolean).slice(0, 2).map((word) => word[0]).join('');
  const hue = HUES[[...name].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 9973, 7) % HUES.length];
  return h('span', { className: `avatar ${className}`, style: `--hue:${hue}`, 'aria-hidden': 'true' }, letters.toUpperCase() || '·');
}

/** Opens a sheet from below (a window on a wide screen); Escape and a tap beside it close it. Returns the function that closes it. */
export function openSheet(title, closeLabel, ...content) {
  const close = () => {
    dialog.close();
    dialog.remove();
  };
  const dialog = h(
    'dialog',
    { className: 'sheet', 'aria-label': title, onclick: (event) => event.target === dialog && close(), onclose: () => dialog.remove() },
    h(
      'div',
      { className: 'sheet-inner' },
      h('div', { className: 'sheet-head' }, h('h2', {}, title), h('button', { className: 'icon-button', type: 'button', 'aria-label': closeLabel, onclick: close }, icon('close'))),
      content,
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  return close;
}

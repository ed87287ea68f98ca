import { h } from './dom.js';

const TOKEN = /(https?:\/\/[^\s]+[^\s.,;:!?)])|\*([^*\n]+)\*|_([^_\n]+)_|~([^~\n]+)~|```([^`]+)```/g;

/** The chat's own marks (*bold*, _italic_, ~struck~, ```code```) and links, as nodes; never as HTML. */
export function richText(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > end) nodes.push(text.slice(end, match.index));
    nodes.push(drawToken(match));
    end = match.index + match[0].length;
  }
  if (end < text.length) nodes.push(text.slice(end));
  return nodes;
}

/** The text without the marks, for one-line previews. */
export const plainText = (text) =>
  text.replace(TOKEN, (_whole, url, bold, italic, struck, code) => url ?? bold ?? italic ?? struck ?? code);

function drawToken([whole, url, bold, italic, struck, code]) {
  if (url) return h('a', { href: url, target: '_blank', rel: 'noopener' }, url);
  if (bold) return h('strong', {}, bold);
  if (italic) return h('em', {}, italic);
  if (struck) return h('s', {}, struck);
  return h('code', {}, code ?? whole);
}

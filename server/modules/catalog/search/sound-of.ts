/** As it is heard in most of Latin America: ll and y, b and v, s, z and soft c, silent h; a plural's ending is left out. */
export function soundOf(word: string): string {
  return word
    .replaceAll('ll', 'y').replaceAll('lh', 'y').replaceAll('nh', 'n').replaceAll('ch', '\u0001').replaceAll('sh', '\u0001').replaceAll('h', '').replaceAll('\u0001', 'x')
    .replaceAll('qu', 'k').replaceAll(/c(?=[ei])/g, 's').replaceAll('c', 'k').replaceAll('v', 'b').replaceAll('z', 's').replaceAll(/g(?=[ei])/g, 'j')
    .replaceAll(/(.)\1/g, '$1').replace(/(?<=..)e?s$/, '');
}

/** Which letters a word has, one bit each. */
export function maskOf(word: string): number {
  let mask = 0;
  for (let at = 0; at < word.length; at += 1) mask |= 1 << (word.charCodeAt(at) % 32);
  return mask;
}

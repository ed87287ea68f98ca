import { Html } from './html.ts';

const COLOURS: Record<string, string> = {
  'Verde pino': '#2f6b57', Verde: '#2f6b57', Arena: '#cdb48c', Areia: '#cdb48c', Negro: '#33373b', Preto: '#33373b', Marrón: '#8a5a3b', Madeira: '#8a5a3b',
  Azul: '#36618e', Celeste: '#7fb2cf', Terracota: '#c4694a', Gris: '#8e979c', Cinza: '#8e979c', Coral: '#e6806d', Blanco: '#f4f1ea', Rojo: '#b8433f',
  Mostaza: '#d9a441', Mostarda: '#d9a441', Violeta: '#7a5c8f', Crudo: '#e6dcc7', Cru: '#e6dcc7',
};

/** The paint for a colour's name; a soft grey for one we do not know. */
export function paintOf(colour: string): string {
  return COLOURS[colour] ?? '#8e979c';
}

const SKIN = 'stroke="#1d2426" stroke-opacity=".28" stroke-width="3" stroke-linejoin="round" stroke-linecap="round"';
const line = (d: string) => `<path d="${d}" fill="none" ${SKIN}/>`;
const body = (d: string) => `<path d="${d}" fill="var(--c)" ${SKIN}/>`;
const shade = (d: string) => `<path d="${d}" fill="#10181a" fill-opacity=".13"/>`;
const light = (d: string) => `<path d="${d}" fill="#fff" fill-opacity=".32"/>`;

const torso = 'M150 110 L112 128 L78 190 L112 214 L126 192 L126 312 L274 312 L274 192 L288 214 L322 190 L288 128 L250 110 Q200 148 150 110Z';
const longTorso = 'M150 106 L110 124 L74 288 L112 300 L130 214 L128 318 L272 318 L270 214 L288 300 L326 288 L290 124 L250 106 Q200 142 150 106Z';
const legs = 'M138 86 L262 86 L276 324 L222 324 L200 160 L178 324 L124 324Z';

const SHAPES: Record<string, string> = {
  tee: body(torso) + shade('M250 110 L274 192 L274 312 L238 312 Z') + line('M150 110 Q200 148 250 110'),
  polo: body(torso) + light('M168 112 L200 176 L232 112 Q200 140 168 112Z') + line('M200 150 L200 196') + line('M150 110 L186 146 L200 128 L214 146 L250 110'),
  tank: body('M158 96 L172 96 Q200 176 228 96 L242 96 Q246 170 276 186 L270 316 L130 316 L124 186 Q154 170 158 96Z') + shade('M242 96 Q246 170 276 186 L270 316 L240 316 Z'),
  bra: body('M150 120 Q158 168 200 176 Q242 168 250 120 L264 120 Q266 170 288 196 L282 258 Q200 280 118 258 L112 196 Q134 170 136 120Z') + line('M118 240 Q200 262 282 240'),
  longsleeve: body(longTorso) + shade('M250 106 L290 124 L326 288 L288 300 L270 214 L272 318 L236 318Z') + line('M150 106 Q200 142 250 106'),
  hoodie: body(longTorso) + body('M152 108 Q156 62 200 60 Q244 62 248 108 Q200 150 152 108Z') + shade('M166 104 Q172 78 200 78 Q228 78 234 104 Q200 128 166 104Z') + line('M150 238 L250 238 L264 292 L136 292Z') + line('M188 128 L186 166') + line('M212 128 L214 162'),
  jacket: body(longTorso) + body('M156 106 Q160 70 200 68 Q240 70 244 106 Q200 138 156 106Z') + line('M200 126 L200 318') + line('M146 226 L174 248') + line('M254 226 L226 248') + shade('M250 106 L290 124 L326 288 L288 300 L270 214 L272 318 L236 318Z'),
  puffer: body(longTorso) + line('M200 122 L200 318') + line('M124 166 Q200 186 276 166') + line('M128 206 Q200 226 272 206') + line('M128 246 Q200 266 272 246') + line('M128 284 Q200 304 272 284') + light('M150 106 Q200 142 250 106 L256 122 Q200 158 144 122Z'),
  vest: body('M150 104 Q200 140 250 104 L268 116 Q262 172 282 196 L278 316 L122 316 L118 196 Q138 172 132 116Z') + line('M200 126 L200 316') + line('M122 212 Q200 228 280 212') + line('M122 258 Q200 274 278 258'),
  pants: body(legs) + shade('M262 86 L276 324 L248 324 L232 86Z') + line('M138 110 L262 110') + line('M200 110 L200 160'),
  leggings: body('M146 82 L254 82 L262 200 L246 328 L214 328 L200 176 L186 328 L154 328 L138 200Z') + line('M144 112 L256 112') + shade('M254 82 L262 200 L246 328 L232 328 L236 82Z'),
  shorts: body('M128 118 L272 118 L292 270 L214 278 L200 206 L186 278 L108 270Z') + line('M126 144 L274 144') + line('M190 148 L184 184') + line('M208 148 L214 184') + shade('M272 118 L292 270 L262 273 L246 118Z'),
  shoe: body('M70 232 Q76 180 118 172 L162 172 Q196 214 262 224 Q326 230 334 262 L334 276 L70 276Z') + light('M70 268 L334 268 L334 290 Q334 298 324 298 L80 298 Q70 298 70 288Z') + line('M70 276 L334 276') + line('M164 190 L188 178') + line('M182 206 L206 194') + line('M204 218 L226 206') + shade('M70 232 Q76 180 118 172 L132 172 Q108 190 106 276 L70 276Z'),
  boot: body('M112 96 L196 96 L200 200 Q258 210 310 232 Q334 244 332 276 L104 276Z') + shade('M112 96 L136 96 L130 276 L104 276Z') + `<path d="M98 276 H338 V294 Q338 304 328 304 H108 Q98 304 98 294Z" fill="#2a2523"/>` + line('M150 122 L196 122') + line('M150 148 L198 148') + line('M150 174 L200 174') + line('M156 200 L210 206'),
  sandal: body('M78 262 Q120 236 220 246 Q316 252 330 272 Q330 296 300 296 L100 296 Q76 292 78 262Z') + `<path d="M150 250 Q196 172 268 252" fill="none" stroke="#1d2426" stroke-opacity=".7" stroke-width="14" stroke-linecap="round"/>`,
  dress: body('M164 86 L180 86 Q200 118 220 86 L236 86 L244 168 L294 316 L106 316 L156 168Z') + line('M156 168 Q200 186 244 168') + line('M172 190 L150 312 M228 190 L250 312') + shade('M236 86 L244 168 L294 316 L262 316 L226 172Z'),
  skirt: body('M146 108 L254 108 L296 300 L104 300Z') + line('M143 126 L257 126') + line('M172 128 L152 298 M200 128 L200 299 M228 128 L248 298') + shade('M254 108 L296 300 L264 300 L236 108Z'),
  swimsuit: body('M152 84 L168 84 Q174 150 200 160 Q226 150 232 84 L248 84 Q254 150 270 176 L262 240 Q244 258 216 318 L184 318 Q156 258 138 240 L130 176 Q146 150 152 84Z') + line('M132 190 Q200 210 268 190') + shade('M248 84 Q254 150 270 176 L262 240 Q244 258 216 318 L204 318 Q226 256 236 236Z'),
  belt: `<path d="M70 226 Q70 150 200 150 Q330 150 330 226 Q330 286 214 288" fill="none" stroke="var(--c)" stroke-width="28" stroke-linecap="round"/><rect x="156" y="262" width="58" height="52" rx="9" fill="none" stroke="#b08a3e" stroke-width="9"/>` + line('M186 264 V312') + line('M250 286 H262 M274 284 H286'),
  sunglasses: body('M76 186 H188 Q192 254 142 258 Q82 258 76 186Z') + body('M212 186 H324 Q318 258 258 258 Q208 254 212 186Z') + `<path d="M188 196 Q200 184 212 196 M76 188 L52 170 M324 188 L348 170" fill="none" stroke="#33373b" stroke-width="9" stroke-linecap="round"/>` + light('M92 198 H128 L108 244 Q90 232 92 198Z M228 198 H264 L244 244 Q226 232 228 198Z'),
  cap: body('M104 232 Q104 132 200 128 Q288 130 294 222 L294 236 Q200 210 104 232Z') + body('M286 214 Q360 226 372 252 Q340 262 280 240Z') + line('M200 128 Q174 170 176 218') + line('M200 128 Q240 160 246 218') + '<circle cx="200" cy="128" r="7" fill="#1d2426" fill-opacity=".4"/>',
  beanie: body('M108 240 Q104 120 200 114 Q296 120 292 240Z') + light('M98 232 H302 Q308 232 308 240 V276 Q308 284 302 284 H98 Q92 284 92 276 V240 Q92 232 98 232Z') + '<circle cx="200" cy="102" r="20" fill="var(--c)" stroke="#1d2426" stroke-opacity=".28" stroke-width="3"/>' + line('M128 236 V282 M164 236 V282 M200 236 V282 M236 236 V282 M272 236 V282'),
  gloves: body('M128 310 L120 214 Q92 190 104 170 Q120 166 138 192 L132 122 Q144 108 154 122 L160 176 L166 106 Q178 94 188 108 L188 176 L198 116 Q210 106 218 120 L212 184 L224 146 Q238 140 242 154 L228 236 L220 310Z') + light('M124 284 H224 V318 H124Z'),
  socks: body('M138 84 H204 V204 Q206 224 240 248 Q272 272 252 300 Q232 318 202 300 L150 262 Q132 246 136 220Z') + light('M138 84 H204 V116 H138Z') + shade('M240 248 Q272 272 252 300 Q232 318 212 304 Q236 286 226 240Z'),
  scarf: body('M112 126 Q200 92 288 126 L300 272 Q200 316 100 272Z') + line('M108 166 Q200 198 292 166') + line('M104 212 Q200 246 296 212') + shade('M288 126 L300 272 Q270 292 240 298 L244 112Z'),
  backpack: body('M124 150 Q124 92 200 90 Q276 92 276 150 L288 300 Q288 322 266 322 H134 Q112 322 112 300Z') + line('M176 90 Q176 66 200 66 Q224 66 224 90') + light('M138 222 H262 V296 Q262 304 254 304 H146 Q138 304 138 296Z') + line('M138 246 H262') + line('M124 158 Q200 186 276 158') + shade('M276 150 L288 300 Q288 322 266 322 H252 L246 112Z'),
  waistpack: body('M108 184 Q200 150 292 184 Q306 250 262 278 H138 Q94 250 108 184Z') + line('M126 206 Q200 182 274 206') + `<path d="M108 192 Q60 196 40 180 M292 192 Q340 196 360 180" fill="none" stroke="#1d2426" stroke-opacity=".55" stroke-width="12" stroke-linecap="round"/>`,
  duffel: body('M78 186 Q80 160 108 160 H292 Q320 160 322 186 V272 Q320 296 292 296 H108 Q80 296 78 272Z') + line('M78 196 H322') + `<path d="M144 296 V190 Q148 112 200 112 Q252 112 256 190 V296" fill="none" stroke="#1d2426" stroke-opacity=".5" stroke-width="10"/>`,
  bottle: `<rect x="168" y="70" width="64" height="40" rx="8" fill="#33373b"/>` + body('M158 112 H242 Q256 130 256 152 V312 Q256 326 242 326 H158 Q144 326 144 312 V152 Q144 130 158 112Z') + light('M160 150 H176 V310 H160Z') + line('M144 176 H256'),
  thermos: `<rect x="164" y="66" width="72" height="34" rx="8" fill="#9aa3a6"/>` + body('M152 100 H248 V312 Q248 326 234 326 H166 Q152 326 152 312Z') + `<path d="M248 140 H276 Q288 140 288 154 V246 Q288 258 276 258 H248" fill="none" stroke="#1d2426" stroke-opacity=".5" stroke-width="10"/>` + light('M166 116 H182 V312 H166Z') + line('M152 134 H248'),
  tent: body('M200 106 L342 296 H58Z') + shade('M200 106 L342 296 H262Z') + `<path d="M200 152 L244 296 H156Z" fill="#1d2426" fill-opacity=".55"/>` + light('M200 152 L188 296 H156Z') + line('M200 106 V84'),
  sleepingbag: body('M150 92 Q200 68 250 92 L272 180 L242 316 Q200 334 158 316 L128 180Z') + light('M166 104 Q200 88 234 104 Q238 146 200 152 Q162 146 166 104Z') + line('M134 206 Q200 226 266 206') + line('M142 250 Q200 268 258 250') + line('M150 290 Q200 306 250 290'),
  headlamp: `<path d="M84 196 Q200 128 316 196" fill="none" stroke="#33373b" stroke-width="22" stroke-linecap="round"/>` + body('M152 168 H248 Q262 168 262 184 V236 Q262 252 248 252 H152 Q138 252 138 236 V184 Q138 168 152 168Z') + '<circle cx="200" cy="210" r="27" fill="#fff7d6" stroke="#1d2426" stroke-opacity=".4" stroke-width="4"/>',
  poles: `<g stroke="var(--c)" stroke-width="11" stroke-linecap="round"><path d="M150 92 L128 318"/><path d="M244 92 L268 318"/></g><g stroke="#33373b" stroke-width="19" stroke-linecap="round"><path d="M150 92 L146 132"/><path d="M244 92 L248 132"/></g>` + line('M112 294 H148 M250 294 H286'),
  mat: body('M96 132 H262 V300 H96Z') + shade('M96 132 H262 V148 H96Z') + '<ellipse cx="286" cy="216" rx="30" ry="84" fill="var(--c)" stroke="#1d2426" stroke-opacity=".28" stroke-width="3"/><ellipse cx="286" cy="216" rx="13" ry="40" fill="#1d2426" fill-opacity=".25"/>',
  towel: body('M108 112 H250 V316 H108Z') + body('M250 112 Q292 112 292 150 V300 L250 316Z') + light('M108 268 H250 V286 H108Z') + light('M108 242 H250 V254 H108Z'),
  vase: body('M172 86 H228 Q226 130 252 166 Q292 222 262 290 Q252 318 200 320 Q148 318 138 290 Q108 222 148 166 Q174 130 172 86Z') + light('M150 190 Q138 240 156 284 L168 280 Q154 236 164 190Z') + line('M172 100 H228'),
  mug: body('M118 144 H246 V270 Q246 300 214 300 H150 Q118 300 118 270Z') + `<path d="M246 172 Q304 170 300 218 Q296 262 246 256" fill="none" stroke="var(--c)" stroke-width="18"/>` + light('M134 160 H150 V276 H134Z') + line('M160 122 Q150 106 160 90 M200 122 Q190 106 200 90'),
  plate: '<circle cx="200" cy="208" r="118" fill="var(--c)" stroke="#1d2426" stroke-opacity=".28" stroke-width="3"/><circle cx="200" cy="208" r="78" fill="#fff" fill-opacity=".35" stroke="#1d2426" stroke-opacity=".18" stroke-width="3"/>',
  cushion: body('M98 112 Q200 132 302 112 Q284 208 302 304 Q200 284 98 304 Q116 208 98 112Z') + line('M140 150 L260 266 M260 150 L140 266') + light('M122 132 Q200 146 200 146 L200 160 Q150 158 124 148Z'),
  blanket: body('M96 134 Q200 106 304 134 V286 Q200 258 96 286Z') + light('M96 180 Q200 152 304 180 V206 Q200 178 96 206Z') + line('M108 286 V306 M136 280 V300 M164 275 V296 M200 273 V293 M236 275 V296 M264 280 V300 M292 286 V306'),
  candle: body('M134 176 H266 V300 Q266 318 248 318 H152 Q134 318 134 300Z') + light('M150 214 H250 V268 H150Z') + line('M200 176 V152') + '<path d="M200 94 Q226 128 200 152 Q174 128 200 94Z" fill="#e8a33d"/>',
  diffuser: body('M152 196 H248 V300 Q248 318 230 318 H170 Q152 318 152 300Z') + `<rect x="180" y="168" width="40" height="30" rx="5" fill="#8a5a3b"/>` + line('M190 168 L158 78 M200 168 V70 M210 168 L242 78'),
  board: body('M142 92 Q200 76 258 92 L266 290 Q264 322 200 322 Q136 322 134 290Z') + '<circle cx="200" cy="116" r="12" fill="#fff" fill-opacity=".75"/>' + line('M170 150 Q180 220 168 300 M206 150 Q214 220 204 306 M238 156 Q244 220 234 300'),
  lamp: body('M150 92 H250 L284 190 H116Z') + light('M168 104 H188 L170 182 H146Z') + '<path d="M200 190 V302" stroke="#33373b" stroke-width="10"/><path d="M146 318 Q200 282 254 318Z" fill="#33373b"/>',
  dripper: `<path d="M136 132 H264 L222 226 Q200 248 178 226Z" fill="#efe6d4" stroke="#1d2426" stroke-opacity=".28" stroke-width="3"/><g stroke="var(--c)" stroke-width="13" stroke-linecap="round" fill="none"><path d="M120 132 H280"/><path d="M120 132 L108 322"/><path d="M280 132 L292 322"/><path d="M96 322 H304"/></g><path d="M172 270 H228 V300 Q228 316 212 316 H188 Q172 316 172 300Z" fill="#fff" stroke="#1d2426" stroke-opacity=".28" stroke-width="3"/>`,
  pot: body('M124 200 H276 L258 304 Q256 318 242 318 H158 Q144 318 142 304Z') + light('M118 188 H282 V212 H118Z') + '<path d="M200 190 Q196 130 150 96 Q150 160 196 176 M200 190 Q206 120 256 88 Q262 150 204 176 M200 190 Q200 126 200 72" fill="#4f8a5b" stroke="#2f6b57" stroke-width="4" stroke-linejoin="round"/>',
  wateringcan: body('M130 188 H250 V292 Q250 312 230 312 H150 Q130 312 130 292Z') + `<path d="M250 236 L330 166 M318 150 L344 180" stroke="var(--c)" stroke-width="14" stroke-linecap="round" fill="none"/><path d="M142 188 Q146 120 200 122 Q236 124 240 188" fill="none" stroke="#1d2426" stroke-opacity=".5" stroke-width="10"/>`,
  stool: body('M110 150 H290 Q300 150 300 162 V176 Q300 186 290 186 H110 Q100 186 100 176 V162 Q100 150 110 150Z') + `<g stroke="var(--c)" stroke-width="16" stroke-linecap="round"><path d="M130 188 L112 316"/><path d="M270 188 L288 316"/><path d="M124 258 H276" stroke-width="10"/></g>`,
};

/** A product's picture: its shape in its colour on a quiet ground. Drawn here, so that a shop looks right offline. */
export function drawProduct({ shape, colour }: { shape: string; colour: string }, alt: string): string {
  const paint = paintOf(colour);
  const safeAlt = alt.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" role="img" style="--c:${paint}"><title>${safeAlt}</title>` +
    `<defs><radialGradient id="g" cx=".5" cy=".4" r=".75"><stop offset="0" stop-color="#fdfcf9"/><stop offset="1" stop-color="#ece7dc"/></radialGradient></defs>` +
    `<rect width="400" height="400" fill="url(#g)"/><ellipse cx="200" cy="334" rx="112" ry="13" fill="#10181a" fill-opacity=".10"/>${SHAPES[shape] ?? SHAPES.tee ?? ''}</svg>`
  );
}

/** The picture above the goods: hills and a river for Aurora, a window and leaves for Casa Ipê. */
export function drawHero(handle: string): Html {
  return new Html(
    handle === 'aurora'
      ? `<svg viewBox="0 0 1200 360" preserveAspectRatio="xMidYMax slice" aria-hidden="true"><rect width="1200" height="360" fill="#f3d9b8"/><circle cx="700" cy="112" r="48" fill="#f7efe0"/><path d="M0 300 L240 262 L420 290 L600 150 L720 220 L900 60 L1060 190 L1200 120 V360 H0Z" fill="#8fae9f"/><path d="M900 60 L944 96 L908 112 L874 84Z M600 150 L622 163 L604 172 L584 163Z" fill="#f7f4ec"/><path d="M0 318 L330 286 L560 300 L760 220 L980 300 L1200 240 V360 H0Z" fill="#4d8069"/><path d="M0 330 Q300 270 600 318 T1200 300 V360 H0Z" fill="#1f5a4c"/></svg>`
      : `<svg viewBox="0 0 1200 360" preserveAspectRatio="xMidYMax slice" aria-hidden="true"><rect width="1200" height="360" fill="#f0e2cc"/><circle cx="860" cy="150" r="90" fill="#e9b94f"/><path d="M0 290 H1200 V360 H0Z" fill="#b9764f"/><path d="M700 290 Q690 190 760 190 H790 Q860 190 850 290Z" fill="#c98a5f"/><path d="M775 190 Q740 110 660 96 Q690 170 772 190 M775 190 Q790 90 880 60 Q890 150 778 190" fill="#5d7f4d"/><path d="M960 290 V230 Q960 214 976 214 H1060 Q1076 214 1076 230 V290Z" fill="#8a4b32"/></svg>`,
  );
}

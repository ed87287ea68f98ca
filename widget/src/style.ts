/** The whole look, inside a shadow root: the shop's own styles cannot reach in, nor ours out. */
export const styleOf = (accent: string) => `
:host{all:initial;--a:${accent};font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:#1c2422}
*{box-sizing:border-box}
button{font:inherit;cursor:pointer;border:0;background:none;color:inherit}
:focus-visible{outline:3px solid var(--a);outline-offset:2px}
.fab{position:fixed;right:16px;bottom:16px;z-index:2147483000;width:56px;height:56px;border-radius:28px;background:var(--a);color:#fff;box-shadow:0 4px 16px #0004;display:grid;place-items:center}
.fab[hidden],.box[hidden],.tip[hidden],.dots[hidden]{display:none}
.badge{position:absolute;top:-4px;right:-4px;min-width:22px;height:22px;border-radius:11px;background:#b42318;color:#fff;font-size:12px;font-weight:600;display:grid;place-items:center;padding:0 6px}
.badge:empty{display:none}
.tip{position:fixed;right:16px;bottom:84px;z-index:2147483000;max-width:280px;background:#fff;border-radius:14px;box-shadow:0 6px 24px #0003;padding:14px 16px}
.tip p{margin:0 0 10px}.tip div{display:flex;gap:8px}
.box{position:fixed;right:16px;bottom:16px;z-index:2147483001;width:376px;max-width:calc(100vw - 32px);height:600px;max-height:calc(100dvh - 32px);background:#fff;border-radius:16px;box-shadow:0 10px 40px #0005;display:flex;flex-direction:column;overflow:hidden}
.head{background:var(--a);color:#fff;padding:12px 8px 12px 16px;display:flex;align-items:center;gap:8px}
.head h2{font-size:16px;line-height:1.3;margin:0;flex:1;font-weight:600}.head small{display:block;font-weight:400;font-size:12px}
.icon{width:44px;height:44px;border-radius:22px;display:grid;place-items:center}
.list{flex:1;overflow-y:auto;padding:16px;display:flex;flex-direction:column;gap:10px;background:#f5f7f6;overscroll-behavior:contain}
.m{max-width:86%;align-self:flex-start}.m.you{align-self:flex-end}
.who{font-size:12px;color:#5a6663;margin:0 4px 2px}
.b{background:#fff;border-radius:14px 14px 14px 4px;padding:9px 13px;white-space:pre-wrap;overflow-wrap:anywhere;box-shadow:0 1px 2px #0001}
.you .b{background:var(--a);color:#fff;border-radius:14px 14px 4px 14px}
.b img{display:block;max-width:100%;border-radius:8px;margin-bottom:6px}
.foot{font-size:12px;color:#5a6663;margin-top:4px}
.acts{display:flex;flex-direction:column;gap:6px;margin-top:6px}
.act{min-height:44px;border-radius:12px;border:1px solid var(--a);color:var(--a);background:#fff;padding:8px 12px;text-align:center;text-decoration:none;display:block;font-weight:600}
.act small{display:block;font-weight:400;color:#5a6663}
.act.fill{background:var(--a);color:#fff}
.cards{display:flex;gap:10px;overflow-x:auto;padding:6px 2px;margin-top:4px}
.card{flex:0 0 190px;background:#fff;border-radius:12px;overflow:hidden;box-shadow:0 1px 4px #0002;display:flex;flex-direction:column}
.card img{width:100%;height:140px;object-fit:cover}.card p{margin:8px 10px;flex:1;white-space:pre-wrap;font-size:13.5px}.card .act{margin:0 10px 10px}
.failed{color:#b42318;font-size:12.5px;text-align:right;display:block;margin-left:auto;padding:6px}
.dots{color:#5a6663;font-size:13px;padding:0 20px 6px;background:#f5f7f6}
.bar{display:flex;gap:8px;padding:10px;border-top:1px solid #e3e8e6;background:#fff}
textarea{flex:1;font:inherit;font-size:16px;resize:none;border:1px solid #aab5b1;border-radius:12px;padding:9px 12px;max-height:120px;min-height:44px;color:inherit;background:#fff}
.send{width:44px;height:44px;border-radius:22px;background:var(--a);color:#fff;display:grid;place-items:center;align-self:flex-end}
.wa{font-size:13px;padding:6px 16px;min-height:36px;color:#1c2422;text-decoration:underline;background:#fff}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media(max-width:480px){.box{inset:0;width:100%;max-width:none;height:100dvh;max-height:none;border-radius:0}}
@media(prefers-color-scheme:dark){:host{color:#e8eeec}.box,.tip,.bar,.wa,textarea,.act,.card{background:#1c2422;color:#e8eeec}.list,.dots{background:#141a19}.b{background:#26302d}.who,.foot,.act small,.dots{color:#a9b6b2}.bar{border-color:#33403c}textarea{border-color:#5a6663}.act{color:#9fe0d6;border-color:#9fe0d6}.act.fill,.you .b{background:var(--a);color:#fff}}
@media(prefers-reduced-motion:no-preference){.box,.tip{animation:in .14s ease-out}@keyframes in{from{opacity:0;transform:translateY(8px)}}}
`;

// The drawer and the choices of a product; every page also works without this file.
(() => {
  const root = window.Shopify.routes.root;
  const drawer = document.getElementById('drawer');
  const count = document.querySelector('[data-cart-count]');

  async function refreshCart() {
    const [contents, cart] = await Promise.all([
      fetch(`${root}cart?part=contents`).then((answer) => answer.text()),
      fetch(`${root}cart.js`).then((answer) => answer.json()),
    ]);
    if (count) {
      count.textContent = cart.item_count;
      count.hidden = cart.item_count === 0;
    }
    for (const place of document.querySelectorAll('[data-cart]')) place.innerHTML = contents;
    return contents;
  }

  async function openDrawer() {
    const contents = await refreshCart();
    drawer.innerHTML = `<div class="drawer-head"><h2>${drawer.getAttribute('aria-label')}</h2><button class="close" data-close aria-label="Esc">×</button></div><div data-cart>${contents}</div>`;
    if (!drawer.open) drawer.showModal();
  }

  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-open-cart]') && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      void openDrawer();
    }
    if (event.target.closest('[data-close]') || event.target === drawer) drawer.close();
  });

  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (!form.matches('[data-add], [data-change]')) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, event.submitter));
    const answer = await fetch(form.action, { method: 'POST', body });
    if (!answer.ok) return;
    document.dispatchEvent(new CustomEvent('cart:updated'));
    if (form.matches('[data-add]')) await openDrawer();
    else await refreshCart();
  });

  // On a phone the form comes first: the summary is one tap away.
  if (matchMedia('(max-width: 899px)').matches) document.querySelector('.summary')?.removeAttribute('open');

  const list = document.getElementById('variants');
  const form = document.querySelector('[data-add]');
  if (!list || !form) return;
  const variants = JSON.parse(list.textContent);

  form.addEventListener('change', () => {
    const chosen = [...form.querySelectorAll('input[type=radio]:checked')].map((input) => input.value);
    const variant = variants.find((one) => one.options.every((value, index) => value === chosen[index])) ?? variants[0];
    document.querySelector('[data-price]').textContent = variant.price;
    const before = document.querySelector('[data-before]');
    before.textContent = variant.before ?? '';
    before.hidden = variant.before === null;
    document.querySelector('[data-stock]').textContent = variant.stock;
    document.querySelector('[data-picture]').src = variant.picture;
    const button = document.querySelector('[data-add-button]');
    button.textContent = variant.button;
    button.disabled = !variant.canBeSold;
    history.replaceState(null, '', `?variant=${variant.id}`);
    markSoldOut(chosen);
  });

  // A size that is gone in the chosen colour is struck through, and can still be looked at.
  function markSoldOut(chosen) {
    for (const input of form.querySelectorAll('input[type=radio]')) {
      const index = Number(input.name.slice('option'.length)) - 1;
      const wished = chosen.map((value, at) => (at === index ? input.value : value));
      const variant = variants.find((one) => one.options.every((value, at) => value === wished[at]));
      input.closest('label').classList.toggle('gone', !variant || !variant.canBeSold);
    }
  }
  markSoldOut([...form.querySelectorAll('input[type=radio]:checked')].map((input) => input.value));
})();

let timer;

/** A short notice at the foot of the page; `onTap` makes it a button. */
export function showToast(text, onTap) {
  const toast = document.querySelector('#toast');
  toast.textContent = text;
  toast.hidden = false;
  toast.onclick = () => {
    toast.hidden = true;
    onTap?.();
  };
  toast.classList.toggle('is-link', Boolean(onTap));
  clearTimeout(timer);
  timer = setTimeout(() => (toast.hidden = true), 4000);
}

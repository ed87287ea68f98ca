/** Says something to screen readers without moving the focus: a message arrived, a list was filtered. */
export function announce(words: string): void {
  const region = document.getElementById('announcements');
  if (!region) return;
  region.textContent = '';
  // A region that is emptied and filled at once is not read again.
  setTimeout(() => {
    region.textContent = words;
  }, 50);
}

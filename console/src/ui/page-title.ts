let title = 'Marchante';
let unread = 0;

/** The name of the open page, for tabs and screen readers. */
export function setPageTitle(next: string): void {
  title = next;
  show();
}

/** How much waits to be read, in front of the name and as a dot on the icon of the tab. */
export function setUnread(count: number): void {
  unread = count;
  show();
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const wanted = count > 0 ? '/favicon-unread.svg' : '/favicon.svg';
  if (icon && icon.getAttribute('href') !== wanted) icon.href = wanted;
}

function show(): void {
  document.title = unread > 0 ? `(${unread > 99 ? '99+' : unread}) ${title}` : title;
}

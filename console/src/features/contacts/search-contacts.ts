import { IconAddressBook } from '@tabler/icons-react';
import { ContactPage } from '#contract/contact';
import { request } from '../../app/api.ts';
import type { SearchProvider } from '../../app/search.ts';

/** People in the command bar: by name, phone, e-mail or tag. */
export const contactSearch: SearchProvider = {
  id: 'contacts',
  icon: IconAddressBook,
  async search(workspace, text, signal) {
    const { items } = await request(ContactPage, workspace.api('/contacts'), { query: { search: text, limit: 6 }, signal });
    return items.map(({ id, name, phone, email }) => ({ id, title: name ?? phone ?? email ?? '–', note: [name && phone, name && email].filter(Boolean).join(' · '), path: `contacts/${id}` }));
  },
};

import { IconTemplate } from '@tabler/icons-react';
import { TemplatePage } from '#contract/template';
import { request } from '../../app/api.ts';
import type { SearchProvider } from '../../app/search.ts';

/** Templates in the command bar, by name or words. */
export const templateSearch: SearchProvider = {
  id: 'templates',
  icon: IconTemplate,
  async search(workspace, text, signal) {
    const { items } = await request(TemplatePage, workspace.api('/templates'), { query: { search: text, limit: 6 }, signal });
    return items.map(({ id, name, language, body }) => ({ id, title: `${name} · ${language}`, note: body.slice(0, 60), path: `templates/${id}` }));
  },
};

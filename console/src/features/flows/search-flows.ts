import { IconArrowsSplit2 } from '@tabler/icons-react';
import { FlowPage } from '#contract/flow-management';
import { request } from '../../app/api.ts';
import type { SearchProvider } from '../../app/search.ts';

/** Flows in the command bar, by their name: a shop has a handful, so they are all read and looked through here. */
export const flowSearch: SearchProvider = {
  id: 'flows',
  icon: IconArrowsSplit2,
  async search(workspace, text, signal) {
    const { items } = await request(FlowPage, workspace.api('/flows'), { query: { limit: 200 }, signal });
    const wanted = text.toLocaleLowerCase();
    return items
      .filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
      .slice(0, 6)
      .map(({ id, name }) => ({ id, title: name, path: `flows/${id}` }));
  },
};

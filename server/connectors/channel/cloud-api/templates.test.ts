import { describe, expect, test } from 'vitest';
import { replayExchanges, type Exchange } from '#kit';
import type { TemplateDraft } from '#ports/channel';
import { connectGraphApi } from './graph-api.ts';
import { sampleNumber, sampleSettings } from './testing.ts';
import { CloudApiSettings } from './settings.ts';
import { createTemplate, listTemplates, removeTemplate } from './templates.ts';

const base = 'https://graph.facebook.com/v26.0';
const templatesUrl = `${base}/${sampleNumber.wabaId}/message_templates`;
const fields = 'id%2Cname%2Cstatus%2Ccategory%2Clanguage%2Ccomponents%2Cquality_score%2Cparameter_format%2Crejected_reason';

function connect(exchanges: Exchange[]) {
  const recording = replayExchanges(exchanges, () => new Date('2026-11-21T10:00:00Z'));
  return { api: connectGraphApi(CloudApiSettings.parse(sampleSettings), recording.io), ...recording };
}

const draft: TemplateDraft = {
  name: 'rescate',
  language: 'es_AR',
  category: 'utility',
  header: { kind: 'text', text: 'Hola {{first_name}}' },
  body: 'Guardamos {{product}} para vos, {{first_name}}, por si querés verlo.',
  variables: [{ name: 'first_name', example: 'Lucía' }, { name: 'product', example: 'Bota 38' }],
  footer: null,
  buttons: [
    { kind: 'reply', title: 'Hablar con alguien', url: null, urlExample: null },
    { kind: 'link', title: 'Ver mi carrito', url: 'https://aurora.example/c/{{1}}', urlExample: 'https://aurora.example/c/9f2' },
    { kind: 'link', title: 'Ver la tienda', url: 'https://aurora.example', urlExample: null },
    { kind: 'phone', title: 'Llamar', url: '+5491155550100', urlExample: null },
    { kind: 'code', title: 'AURORA10', url: null, urlExample: null },
  ],
};

const listed = {
  id: '321',
  name: 'rescate',
  language: 'es_AR',
  status: 'PAUSED',
  category: 'MARKETING',
  quality_score: { score: 'YELLOW', date: 1 },
  rejected_reason: 'NONE',
  components: [
    { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['https://x.example'] } },
    { type: 'BODY', text: 'Hola {{1}}, tu pedido {{2}} está listo.', example: { body_text: [['Lucía', '1042']] } },
    { type: 'FOOTER', text: 'Aurora' },
    { type: 'BUTTONS', buttons: [{ type: 'FLOW', text: 'Formulario' }, { type: 'URL', text: 'Ver', url: 'https://a.example/{{1}}', example: ['https://a.example/9'] }] },
  ],
};

describe('creating', () => {
  test('submits named variables with the examples of each part', async () => {
    const { api, calls } = connect([{ call: `POST ${templatesUrl}`, answer: { id: '321', status: 'PENDING', category: 'MARKETING' } }]);
    // Meta moved it to marketing: what it answers counts.
    expect(await createTemplate(api, draft)).toEqual({ templateKey: '321', status: 'pending', category: 'marketing' });
    expect(JSON.parse(String(calls[0]?.request.body))).toEqual({
      name: 'rescate',
      language: 'es_AR',
      category: 'UTILITY',
      parameter_format: 'NAMED',
      components: [
        { type: 'HEADER', format: 'TEXT', text: 'Hola {{first_name}}', example: { header_text_named_params: [{ param_name: 'first_name', example: 'Lucía' }] } },
        {
          type: 'BODY',
          text: draft.body,
          example: { body_text_named_params: [{ param_name: 'product', example: 'Bota 38' }, { param_name: 'first_name', example: 'Lucía' }] },
        },
        {
          type: 'BUTTONS',
          buttons: [
            { type: 'QUICK_REPLY', text: 'Hablar con alguien' },
            { type: 'URL', text: 'Ver mi carrito', url: 'https://aurora.example/c/{{1}}', example: ['https://aurora.example/c/9f2'] },
            { type: 'URL', text: 'Ver la tienda', url: 'https://aurora.example' },
            { type: 'PHONE_NUMBER', text: 'Llamar', phone_number: '+5491155550100' },
            { type: 'COPY_CODE', example: 'AURORA10' },
          ],
        },
      ],
    });
  });

  test('uploads the sample of a picture first', async () => {
    const { api, calls } = connect([
      { call: 'GET https://cdn.aurora.example/bota.png', headers: { 'content-type': 'image/png' }, answer: 'PNG-bytes' },
      { call: `POST ${base}/${sampleSettings.appId}/uploads?file_name=sample&file_length=9&file_type=image%2Fpng`, answer: { id: 'upload:abc?sig=1' } },
      { call: `POST ${base}/upload:abc?sig=1`, answer: { h: '4::handle' } },
      { call: `POST ${templatesUrl}`, bodyHas: '"header_handle":["4::handle"]', answer: { id: 321, status: 'PENDING', category: 'UTILITY' } },
    ]);
    const header = { kind: 'image', exampleUrl: 'https://cdn.aurora.example/bota.png' } as const;
    expect(await createTemplate(api, { ...draft, header })).toMatchObject({ templateKey: '321' });
    expect(calls[0]?.request.headers).not.toHaveProperty('authorization');
    expect(calls[2]?.request.headers).toMatchObject({ authorization: `OAuth ${sampleSettings.accessToken}`, file_offset: '0' });
  });

  test.each([
    ['a picture without sample', { header: { kind: 'image', exampleUrl: null } as const }, 'sample_missing'],
    ['a variable without example', { variables: [] }, 'example_missing'],
  ])('refuses %s before the call', async (_, change, code) => {
    const { api, calls } = connect([{ call: `GET ${templatesUrl}?fields=${fields}&limit=100&name=rescate`, answer: { data: [] }, repeats: true }]);
    await expect(createTemplate(api, { ...draft, ...change })).rejects.toMatchObject({ kind: 'rejected', code });
    expect(calls.every(({ request }) => request.method === 'GET')).toBe(true);
  });

  test.each<[string, Partial<Exchange>]>([
    ['says that it exists', { status: 400, answer: { error: { code: 100, message: 'Invalid parameter', error_subcode: 2388024 } } }],
    ['is lost on the way', { answer: Object.assign(new Error('hang up'), { code: 'ECONNRESET' }) }],
  ])('answers with the existing template when the call %s', async (_, refusal) => {
    const near = { ...listed, id: '9', name: 'rescate_v2' };
    const { api } = connect([
      { call: `POST ${templatesUrl}`, answer: {}, ...refusal },
      { call: `GET ${templatesUrl}?fields=${fields}&limit=100&name=rescate`, answer: { data: [near], paging: { cursors: { after: 'A' }, next: 'https://next' } } },
      { call: `GET ${templatesUrl}?fields=${fields}&limit=100&after=A&name=rescate`, answer: { data: [listed] } },
    ]);
    expect(await createTemplate(api, draft)).toEqual({ templateKey: '321', status: 'paused', category: 'marketing' });
  });

  test('passes on why Meta does not accept the text', async () => {
    const { api } = connect([
      { call: `POST ${templatesUrl}`, status: 400, answer: { error: { code: 100, message: 'Invalid parameter', error_user_msg: 'Variables cannot end the body.' } } },
      { call: `GET ${templatesUrl}?fields=${fields}&limit=100&name=rescate`, answer: { data: [] } },
    ]);
    await expect(createTemplate(api, draft)).rejects.toMatchObject({ kind: 'rejected', message: expect.stringContaining('Variables cannot end the body.') });
  });
});

describe('listing', () => {
  test('reads positional templates too, and keeps the place of buttons it does not know', async () => {
    const { api } = connect([{ call: `GET ${templatesUrl}?fields=${fields}&limit=100`, answer: { data: [listed], paging: { cursors: { after: 'B' }, next: 'https://next' } } }]);
    expect(await listTemplates(api, null)).toEqual({
      nextCursor: 'B',
      templates: [
        {
          templateKey: '321',
          name: 'rescate',
          language: 'es_AR',
          status: 'paused',
          category: 'marketing',
          quality: 'yellow',
          reason: null,
          header: { kind: 'image', text: null },
          body: 'Hola {{1}}, tu pedido {{2}} está listo.',
          footer: 'Aurora',
          variables: ['1', '2'],
          buttons: [
            { kind: 'phone', title: 'Formulario', url: null, urlExample: null },
            { kind: 'link', title: 'Ver', url: 'https://a.example/{{1}}', urlExample: 'https://a.example/9' },
          ],
        },
      ],
    });
  });

  test('ends when Meta names no next page', async () => {
    const { api } = connect([{ call: `GET ${templatesUrl}?fields=${fields}&limit=100&after=B`, answer: { data: [], paging: { cursors: { after: 'C' } } } }]);
    expect(await listTemplates(api, 'B')).toEqual({ templates: [], nextCursor: null });
  });

  test('a state that is not known is not sendable', async () => {
    const { api } = connect([{ call: `GET ${templatesUrl}?fields=${fields}&limit=100`, answer: { data: [{ ...listed, status: 'QUARANTINED' }] } }]);
    expect((await listTemplates(api, null)).templates[0]?.status).toBe('disabled');
  });
});

describe('removing', () => {
  const removal = { call: `DELETE ${templatesUrl}?name=rescate` };
  const refusal = { ...removal, status: 400, answer: { error: { code: 100, message: 'Not found' } } };
  const list = (data: object[]) => ({ call: `GET ${templatesUrl}?fields=${fields}&limit=100&name=rescate`, answer: { data } });

  test('what is already gone is removed', async () => {
    await expect(removeTemplate(connect([refusal, list([])]).api, 'rescate')).resolves.toBeUndefined();
    await expect(removeTemplate(connect([{ ...removal, answer: { success: true } }]).api, 'rescate')).resolves.toBeUndefined();
  });

  test('what Meta keeps is an error', async () => {
    await expect(removeTemplate(connect([refusal, list([listed])]).api, 'rescate')).rejects.toMatchObject({ kind: 'rejected' });
  });
});

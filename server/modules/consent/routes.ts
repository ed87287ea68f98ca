import { z } from 'zod';
import { ConsentLedger, ConsentParams, ConsentProof, ConsentQuery, NewConsent, ProofQuery } from '#contract/consent';
import type { App } from '#context';
import type { Http } from '#platform/http';
import { writeProofCsv } from './proof-csv.ts';
import { exportProof, readLedger, recordByMember } from './read-ledger.ts';

const base = '/v1/workspaces/:workspaceId/contacts/:contactId/consents';
const tags = ['consent'];
const params = ConsentParams;

export function addConsentRoutes(http: Http, app: App): void {
  http.get(base, { schema: { summary: 'Read what a contact agreed to, and what stands now', tags, params, querystring: ConsentQuery, response: { 200: ConsentLedger } } }, (request) =>
    readLedger(app, request.actor, request.params.contactId, request.query),
  );
  http.post(base, { schema: { summary: 'Record an opt-in with its proof, or an opt-out', tags, params, body: NewConsent, response: { 200: ConsentLedger } } }, (request) =>
    recordByMember(app, request.actor, request.params.contactId, request.body),
  );
  http.get(
    `${base}/proof`,
    { schema: { summary: 'Export the proof of consent as JSON or CSV, with its chain checked', tags, params, querystring: ProofQuery, response: { 200: z.union([ConsentProof, z.string()]) } } },
    async (request, reply) => {
      const proof = await exportProof(app, request.actor, request.params.contactId);
      const { format } = request.query;
      reply.header('content-disposition', `attachment; filename="consent-${request.params.contactId}.${format}"`);
      if (format === 'json') return proof;
      // The serialiser would quote a text as JSON.
      return reply.type('text/csv; charset=utf-8').serializer(String).send(writeProofCsv(proof));
    },
  );
}

import type { LanguageModel, TranscriptionModel } from 'ai';
import { z } from 'zod';
import type { ModelDefinition } from '#ports/model';
import { defineModel } from '#ports/model';
import { modelAddress, modelKey, modelName, modelPrices, priceOf, seesPictures } from './model-settings.ts';
import { checkModel, generateWith, noHooks, transcribeWith } from './sdk-model.ts';
import type { SdkClient } from './sdk-model.ts';

/** What tells one maker of models from another. */
export interface HostedModel {
  id: string;
  name: string;
  /** Said under the field of the key: where a merchant finds it. */
  keyFrom: string;
  /** The model taken when the merchant names none. */
  model: string;
  seesPictures: boolean;
  address: string;
  open(access: HostedAccess): Promise<LanguageModel>;
  /** Absent: it does not read voice notes. */
  openTranscription?: (access: HostedAccess) => Promise<TranscriptionModel>;
}

export interface HostedAccess {
  apiKey: string;
  baseURL: string;
  model: string;
  fetch: typeof globalThis.fetch;
}

const settingsOf = (maker: HostedModel) =>
  z.object({
    apiKey: modelKey(maker.keyFrom),
    model: modelName(maker.model),
    seesPictures: seesPictures(maker.seesPictures),
    ...modelPrices,
    baseUrl: modelAddress(maker.address),
  });

type HostedSettings = z.infer<ReturnType<typeof settingsOf>>;

/** The connector of a maker that hosts its models and has a package of the AI SDK; `open` loads that package with the first thought. */
export function defineHostedModel(maker: HostedModel): ModelDefinition<HostedSettings, SdkClient> {
  const { openTranscription } = maker;
  return defineModel<HostedSettings, SdkClient>({
    id: maker.id,
    name: maker.name,
    settings: settingsOf(maker),
    connect: ({ apiKey, model, baseUrl }, io) => ({
      io,
      baseUrl,
      modelName: model,
      streams: false,
      open: (fetch) => maker.open({ apiKey, baseURL: baseUrl, model, fetch }),
      ...(openTranscription && { openTranscription: (fetch) => openTranscription({ apiKey, baseURL: baseUrl, model, fetch }) }),
    }),
    hooks: noHooks,
    check: (client) => checkModel(client),
    generate: generateWith,
    price: priceOf,
    seesPictures: (settings) => settings.seesPictures,
    ...(openTranscription && { transcribe: transcribeWith }),
  });
}

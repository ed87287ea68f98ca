import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const kits = {
  /** What reports what shoppers do on a shop's pages. */
  script: { folder: '../store-kits/script/', name: 'marchanteScript', file: 'marchante.js' },
  /** The chat on a shop's pages. */
  chat: { folder: '../widget/', name: 'marchanteChat', file: 'chat.js' },
} as const;

/** Builds one of the scripts for shops' pages into one small file without dependencies; returns its text. */
export async function buildScript(kit: keyof typeof kits): Promise<string> {
  const { folder, name, file } = kits[kit];
  const result = await build({
    root: fileURLToPath(new URL(folder, import.meta.url)),
    configFile: false,
    logLevel: 'warn',
    build: {
      target: 'es2020',
      outDir: 'dist',
      emptyOutDir: true,
      minify: true,
      lib: { entry: 'src/index.ts', formats: ['iife'], name, fileName: () => file },
    },
  });
  const [bundle] = [result].flat();
  const chunk = bundle && 'output' in bundle ? bundle.output.find((output) => output.type === 'chunk') : undefined;
  if (!chunk) throw new Error('The build gave no script.');
  return chunk.code;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const kit of ['script', 'chat'] as const) process.stdout.write(`${kits[kit].folder.replace('../', '')}dist/${kits[kit].file}: ${(await buildScript(kit)).length} bytes\n`);
}

import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Builds the storefront script into one small file without dependencies; returns its text. */
export async function buildScript(): Promise<string> {
  const root = fileURLToPath(new URL('../store-kits/script/', import.meta.url));
  const result = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      target: 'es2020',
      outDir: 'dist',
      emptyOutDir: true,
      minify: true,
      lib: { entry: 'src/index.ts', formats: ['iife'], name: 'marchanteScript', fileName: () => 'marchante.js' },
    },
  });
  const [bundle] = [result].flat();
  const chunk = bundle && 'output' in bundle ? bundle.output.find((file) => file.type === 'chunk') : undefined;
  if (!chunk) throw new Error('The build gave no script.');
  return chunk.code;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const code = await buildScript();
  process.stdout.write(`store-kits/script/dist/marchante.js: ${code.length} bytes\n`);
}

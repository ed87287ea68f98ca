import PartsPage from './parts-page.tsx';

/** The same page without the frame, so that it needs no member and no server. */
export default function PartsAlone() {
  return (
    <main>
      <PartsPage />
    </main>
  );
}

import { Page } from '../ui/page.tsx';
export default function PartsPage() {
  return <Page title="Parts" purpose="Every part of the kit.">…</Page>;
}

import { useParams } from '@tanstack/react-router';
import { FlowList } from './flow-list.tsx';
import { FlowPage } from './flow-page.tsx';

/** What is done about a cart, step by step: all flows, or one of them. */
export default function FlowsPage() {
  const { flowId } = useParams({ strict: false }) as { flowId?: string };
  return flowId ? <FlowPage key={flowId} flowId={flowId} /> : <FlowList />;
}

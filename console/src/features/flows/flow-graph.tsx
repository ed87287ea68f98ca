import { Background, MarkerType, ReactFlow } from '@xyflow/react';
import type { Edge, Node } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useMantineColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { nextNodes } from '#contract/flow';
import type { FlowDefinition, FlowNode } from '#contract/flow';
import { useFormats } from '../../ui/formats.tsx';
import { armName, nameOf } from './flow-sentence.tsx';
import classes from './flows.module.css';

/** The flow as a picture, to be looked at; the sentence is where it is changed. */
export default function FlowGraph({ definition }: { definition: FlowDefinition }) {
  const { t } = useTranslation('flows');
  const formats = useFormats();
  const { colorScheme } = useMantineColorScheme();
  const { nodes, edges } = useMemo(() => {
    const words = (node: FlowNode): string => {
      switch (node.type) {
        case 'send':
          return t('graph.send', { message: nameOf(definition, node.message) });
        case 'wait':
          return t('graph.wait', { time: formats.duration(node.durationMs) });
        case 'wait_for_event':
          return t('graph.waitFor', { time: formats.duration(node.withinMs) });
        default:
          return t(`graph.${node.type}`);
      }
    };
    const label = (node: FlowNode, next: string, index: number): string => {
      if (node.type === 'split') return armName(t, node.arms[index]?.key ?? '');
      if (node.type === 'condition' || node.type === 'wait_for_event') return t(index === 0 ? 'graph.yes' : 'graph.no');
      return node.type === 'create_discount' && next === node.otherwise && index === 1 ? t('graph.noCode') : '';
    };
    return drawGraph(definition, words, label);
  }, [definition, formats, t]);
  return (
    <div className={classes.graph} role="group" aria-label={t('graph.label')}>
      <ReactFlow nodes={nodes} edges={edges} fitView fitViewOptions={{ maxZoom: 1 }} nodesDraggable={false} nodesConnectable={false} nodesFocusable={false} edgesFocusable={false} elementsSelectable={false} proOptions={{ hideAttribution: true }} colorMode={colorScheme === 'auto' ? 'system' : colorScheme} preventScrolling={false} minZoom={0.2}>
        <Background />
      </ReactFlow>
    </div>
  );
}

const spacing = { x: 220, y: 96 };

/** Steps in layers: each below all that lead to it, those of one layer side by side. */
function drawGraph(definition: FlowDefinition, words: (node: FlowNode) => string, label: (node: FlowNode, next: string, index: number) => string): { nodes: Node[]; edges: Edge[] } {
  const layers = new Map<string, number>();
  const sink = (id: string, layer: number) => {
    const node = definition.nodes[id];
    if (!node || (layers.get(id) ?? -1) >= layer) return;
    layers.set(id, layer);
    for (const next of nextNodes(node)) sink(next, layer + 1);
  };
  sink(definition.start, 0);
  const byLayer = Map.groupBy(layers.keys(), (id) => layers.get(id) ?? 0);
  const nodes = [...byLayer].flatMap(([layer, ids]) =>
    ids.map((id, index): Node => ({ id, position: { x: (index - (ids.length - 1) / 2) * spacing.x, y: layer * spacing.y }, data: { label: words(definition.nodes[id] as FlowNode) }, className: classes.node ?? '' })),
  );
  const edges = [...layers.keys()].flatMap((id) => {
    const node = definition.nodes[id] as FlowNode;
    return nextNodes(node).map((next, index): Edge => ({ id: `${id} ${index} ${next}`, source: id, target: next, label: label(node, next, index), markerEnd: { type: MarkerType.ArrowClosed } }));
  });
  return { nodes, edges };
}

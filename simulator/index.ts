export type { World } from './kit/index.ts';
export { startSimulator, type Simulator, type SimulatorOptions } from './start-simulator.ts';

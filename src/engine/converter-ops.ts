/**
 * Replaces tfjs-core's ops_for_converter (alias in vite.config.ts). The graph executor gets only the operations
 * that converted networks use (scripts/models/convert/layers.ts), which keeps 250 others out of the page.
 */
export { add } from '@tensorflow/tfjs-core/dist/ops/add';
export { avgPool } from '@tensorflow/tfjs-core/dist/ops/avg_pool';
export { cast } from '@tensorflow/tfjs-core/dist/ops/cast';
export { clone } from '@tensorflow/tfjs-core/dist/ops/clone';
export * as fused from '@tensorflow/tfjs-core/dist/ops/fused_ops';
export { mul } from '@tensorflow/tfjs-core/dist/ops/mul';
export { prelu } from '@tensorflow/tfjs-core/dist/ops/prelu';
export { relu } from '@tensorflow/tfjs-core/dist/ops/relu';
export { relu6 } from '@tensorflow/tfjs-core/dist/ops/relu6';
export { reshape } from '@tensorflow/tfjs-core/dist/ops/reshape';
export { sigmoid } from '@tensorflow/tfjs-core/dist/ops/sigmoid';

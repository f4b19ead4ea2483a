/**
 * tfjs with only the WASM kernels that a converted network can need (scripts/models/convert/layers.ts), which is half the
 * code of the whole backend. The modules with side effects are imported first, in tfjs's own order.
 */
import '@tensorflow/tfjs-converter/dist/flags';
import '@tensorflow/tfjs-core/dist/base_side_effects';
import '@tensorflow/tfjs-core/dist/platforms/platform_browser';
import '@tensorflow/tfjs-backend-wasm/dist/base';
import { _fusedMatMulConfig as wasmMatMul } from '@tensorflow/tfjs-backend-wasm/dist/kernels/_FusedMatMul';
import { addConfig as wasmAdd } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Add';
import { avgPoolConfig as wasmAvgPool } from '@tensorflow/tfjs-backend-wasm/dist/kernels/AvgPool';
import { castConfig as wasmCast } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Cast';
import { fusedConv2DConfig as wasmConv } from '@tensorflow/tfjs-backend-wasm/dist/kernels/FusedConv2D';
import { fusedDepthwiseConv2DConfig as wasmDepthwise } from '@tensorflow/tfjs-backend-wasm/dist/kernels/FusedDepthwiseConv2D';
import { identityConfig as wasmIdentity } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Identity';
import { multiplyConfig as wasmMultiply } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Multiply';
import { preluConfig as wasmPrelu } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Prelu';
import { reluConfig as wasmRelu } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Relu';
import { relu6Config as wasmRelu6 } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Relu6';
import { reshapeConfig as wasmReshape } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Reshape';
import { sigmoidConfig as wasmSigmoid } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sigmoid';
import { type KernelConfig, registerKernel } from '@tensorflow/tfjs-core';

const KERNELS: readonly KernelConfig[] = [
  ...[wasmMatMul, wasmAdd, wasmAvgPool, wasmCast, wasmConv, wasmDepthwise, wasmIdentity],
  ...[wasmMultiply, wasmPrelu, wasmRelu, wasmRelu6, wasmReshape, wasmSigmoid],
];

/** Registers the kernels with tfjs. Must run before the WASM backend is set. */
export function registerWasmKernels(): void {
  for (const kernel of KERNELS) registerKernel(kernel);
}

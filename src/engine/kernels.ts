/**
 * tfjs with only the kernels that a converted network can need (scripts/convert/layers.ts): a third
 * less code than importing both backends whole. Side effects first, in tfjs's own order.
 */
import '@tensorflow/tfjs-converter/dist/flags';
import '@tensorflow/tfjs-core/dist/base_side_effects';
import '@tensorflow/tfjs-core/dist/platforms/platform_browser';
import '@tensorflow/tfjs-backend-wasm/dist/base';
import '@tensorflow/tfjs-backend-webgl/dist/base';
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
import { _fusedMatMulConfig as glMatMul } from '@tensorflow/tfjs-backend-webgl/dist/kernels/_FusedMatMul';
import { addConfig as glAdd } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Add';
import { avgPoolConfig as glAvgPool } from '@tensorflow/tfjs-backend-webgl/dist/kernels/AvgPool';
import { castConfig as glCast } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Cast';
import { fusedConv2DConfig as glConv } from '@tensorflow/tfjs-backend-webgl/dist/kernels/FusedConv2D';
import { fusedDepthwiseConv2DConfig as glDepthwise } from '@tensorflow/tfjs-backend-webgl/dist/kernels/FusedDepthwiseConv2D';
import { identityConfig as glIdentity } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Identity';
import { multiplyConfig as glMultiply } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Multiply';
import { preluConfig as glPrelu } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Prelu';
import { reluConfig as glRelu } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Relu';
import { relu6Config as glRelu6 } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Relu6';
import { reshapeConfig as glReshape } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Reshape';
import { sigmoidConfig as glSigmoid } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Sigmoid';
import { type KernelConfig, registerKernel } from '@tensorflow/tfjs-core';

const KERNELS: readonly KernelConfig[] = [
  ...[wasmMatMul, wasmAdd, wasmAvgPool, wasmCast, wasmConv, wasmDepthwise, wasmIdentity],
  ...[wasmMultiply, wasmPrelu, wasmRelu, wasmRelu6, wasmReshape, wasmSigmoid],
  ...[glMatMul, glAdd, glAvgPool, glCast, glConv, glDepthwise, glIdentity],
  ...[glMultiply, glPrelu, glRelu, glRelu6, glReshape, glSigmoid],
];

/** Must run before the first backend is set. */
export function registerKernels(): void {
  for (const kernel of KERNELS) registerKernel(kernel);
}

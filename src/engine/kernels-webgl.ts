/** The WebGL backend with the same kernels as kernels-wasm.ts. Imported dynamically, only where WebGL is tried. */
import '@tensorflow/tfjs-backend-webgl/dist/base';
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
  ...[glMatMul, glAdd, glAvgPool, glCast, glConv, glDepthwise, glIdentity],
  ...[glMultiply, glPrelu, glRelu, glRelu6, glReshape, glSigmoid],
];

/** Registers the kernels with tfjs. Must run before the WebGL backend is set. */
export function registerWebGlKernels(): void {
  for (const kernel of KERNELS) registerKernel(kernel);
}

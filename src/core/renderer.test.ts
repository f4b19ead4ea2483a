import { expect, test } from 'vitest';
import { isHardware } from './renderer.ts';

test.each([
  ['ANGLE (Apple, ANGLE Metal Renderer: Apple M2, Unspecified Version)', true],
  ['ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)', false],
  ['llvmpipe (LLVM 15.0.6, 256 bits)', false],
  ['Microsoft Basic Render Driver', false],
  [null, false],
])('%s is hardware: %s', (renderer, hardware) => {
  expect(isHardware(renderer)).toBe(hardware);
});

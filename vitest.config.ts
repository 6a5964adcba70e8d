import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build.ts'],
    // ONNX Runtime sends telemetry unless told not to before it is loaded.
    env: { ORT_DISABLE_TELEMETRY: '1' },
    // Two cores, and tests that start daemons, brokers and compilers of their own.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

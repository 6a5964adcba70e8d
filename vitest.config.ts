import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build.ts'],
    // Two cores, and tests that start daemons, brokers and compilers of their own.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

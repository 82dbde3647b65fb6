// SPDX-License-Identifier: Apache-2.0
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';
import { tokensPlugin } from './tools/tokens-plugin.mjs';

// The server's policy allows no inline script or style: everything is a file of its own, named by its content.
export default defineConfig({
  base: '/workbench/',
  plugins: [tokensPlugin(), vue()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // What every screen needs comes in two files, not in twenty; so does what every list with limits needs.
        codeSplitting: {
          groups: [
            { name: 'vue', test: /[\\/]node_modules[\\/](?:@vue|vue|vue-router|pinia)[\\/]/, priority: 2 },
            { name: 'frame', test: /[\\/]web[\\/]src[\\/](?:api|drafts|session[\\/]store|shell[\\/](?!KeyList|Nowhere)|parts[\\/](?:LawCitation|RefusalBox)|forms[\\/]today|router|acts[\\/]desks|App)/, priority: 1 },
            { name: 'limits', test: /[\\/]web[\\/]src[\\/]parts[\\/](?:EmptyState|LightShape|LimitWorking|LimitSpan|ObligationLight|DayRuler|words)/, priority: 1 },
          ],
        },
        hashCharacters: 'hex',
        entryFileNames: 'assets/[name]-[hash:10].js',
        chunkFileNames: 'assets/[name]-[hash:10].js',
        assetFileNames: 'assets/[name]-[hash:10][extname]',
      },
    },
  },
  worker: { format: 'es', rolldownOptions: { output: { hashCharacters: 'hex', entryFileNames: 'assets/[name]-[hash:10].js' } } },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' }, fs: { allow: ['..'] } },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts', 'tools/**/*.test.ts'],
    css: false,
    testTimeout: 20_000, // on a machine that builds beside it
    worker: { format: 'es', rolldownOptions: { output: { hashCharacters: 'hex', entryFileNames: 'assets/[name]-[hash:10].js' } } },
  server: { deps: { inline: ['element-plus'] } },
  },
});

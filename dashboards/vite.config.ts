import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { mockServer } from './dev/mock';

/** `KENH_SERVER=http://localhost:8080 npm run dev` works against a running server; without it a small mock answers. */
const server = process.env['KENH_SERVER'];

export default defineConfig({
  plugins: [react(), ...(server ? [] : [mockServer()])],
  server: server ? { proxy: { '/api': { target: server } } } : {},
  build: {
    outDir: 'target/classes/web',
    emptyOutDir: true,
    // Officials' PCs are old: no syntax newer than what Firefox ESR and Chrome of 2021 know.
    target: ['chrome90', 'firefox90', 'safari15'],
    chunkSizeWarningLimit: 900,
    rollupOptions: {
      output: {
        manualChunks: { react: ['react', 'react-dom', 'react-router-dom', '@tanstack/react-query'], antd: ['antd'] },
      },
    },
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});

import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type ProxyOptions } from 'vite'
import { shellPlugin } from './offline/shellPlugin.ts'

const server = `http://127.0.0.1:${process.env.PORT ?? 4000}`
/** The server takes requests from its own pages only; those of `npm run dev` are. */
const proxied: ProxyOptions = {
  target: server,
  changeOrigin: true,
  headers: { origin: server },
  // client/api and client/sync are sources of the page
  bypass: ({ url = '' }) => (/\.tsx?(?:\?|$)/.test(url) ? url : undefined),
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), shellPlugin()],
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2023',
    // fonts stay files: the content security policy allows no data: fonts
    assetsInlineLimit: 0,
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': proxied, '/sync': { ...proxied, ws: true }, '/yjs': { ...proxied, ws: true } },
  },
})

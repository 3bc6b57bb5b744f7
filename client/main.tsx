import '@fontsource-variable/source-sans-3/wght.css'
import '@fontsource-variable/source-sans-3/wght-italic.css'
import './ui/tokens.css'
import './ui/reset.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { makeQueryClient } from './api/hooks.ts'
import { keepPages } from './offline/register.ts'
import { makeRouter } from './router.tsx'

// the content security policy forbids code made of strings; zod would try, and be reported
z.config({ jitless: true })

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element #root.')

const queries = makeQueryClient()
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={makeRouter(queries)} />
    </QueryClientProvider>
  </StrictMode>,
)

keepPages()

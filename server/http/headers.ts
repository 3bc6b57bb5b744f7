import { secureHeaders } from 'hono/secure-headers'
import type { Config } from '../../shared/node/config.ts'

/**
 * What browsers may do with our pages: no script but our own files, no frames around us. Styles may be inline because
 * the editor and the widget kit set them at run time; 'self' includes our own socket.
 */
export const pageHeaders = (config: Config) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      mediaSrc: ["'self'", 'blob:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      workerSrc: ["'self'", 'blob:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    permissionsPolicy: { camera: [], geolocation: [], microphone: [], payment: [], usb: [] },
    referrerPolicy: 'same-origin',
    strictTransportSecurity: config.url.startsWith('https://') ? 'max-age=31536000' : false,
    xFrameOptions: 'DENY',
  })

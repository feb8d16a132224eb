// The page works offline after the first visit. The build fills in the next two lines.
const version = '__VERSION__'
const files = ['__FILES__']

const prefix = `aftercancel:${self.registration.scope}:`
const cacheName = prefix + version
// Hosts vary their answers by Origin or encoding; the files are the same whoever asks.
const lookUp = { cacheName, ignoreVary: true }
const page = new URL('index.html', self.registration.scope).href

self.addEventListener('install', (event) => {
  const requests = files.map((file) => new Request(new URL(file, self.registration.scope), { cache: 'reload' }))
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(requests)))
})

// A newer version waits until no page of the older one is open, so no open page loses its files.
self.addEventListener('activate', (event) => {
  const dropOthers = async () => {
    const names = await caches.keys()
    await Promise.all(
      names.filter((name) => name.startsWith(prefix) && name !== cacheName).map((name) => caches.delete(name)),
    )
    await self.clients.claim()
  }
  event.waitUntil(dropOthers())
})

/** The page itself comes from the network while there is one, so that nobody is kept on an old version. */
const openPage = async (request) => {
  try {
    return await fetch(request)
  } catch {
    return (await caches.match(page, lookUp)) ?? Response.error()
  }
}

const openFile = async (request) => (await caches.match(request, lookUp)) ?? fetch(request)

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET' || !request.url.startsWith(self.registration.scope)) return
  event.respondWith(request.mode === 'navigate' ? openPage(request) : openFile(request))
})

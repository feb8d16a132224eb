import { loadSpecification } from '#machines/registry.ts'

/** What the workers have in common. */

/**
 * A breath between two slices of work, in which messages from the page are taken: a message to oneself, which unlike a timeout does
 * not wait, and which what has arrived meanwhile goes before.
 */
export function yieldToMessages(): () => Promise<void> {
  const channel = new MessageChannel()
  let resume: () => void = () => undefined
  channel.port1.onmessage = () => resume()
  return () =>
    new Promise((resolve) => {
      resume = resolve
      channel.port2.postMessage(null)
    })
}

type Request =
  | { readonly type: 'start'; readonly job: { readonly scenario: { readonly spec: string } } }
  | { readonly type: 'stop' }

/** Takes requests one after the other; one for a specification that is new here waits for its model, and those behind it too. */
export function inTurn<R extends Request>(serve: (request: R) => void): (event: MessageEvent<R>) => void {
  let before: Promise<unknown> = Promise.resolve()
  return ({ data }) => {
    const loaded = data.type === 'start' ? loadSpecification(data.job.scenario.spec) : undefined
    before = before.then(() => loaded).then(() => serve(data))
  }
}

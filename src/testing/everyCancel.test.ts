import { describe, expect, it } from 'vitest'
import { unpackLink } from '#formats/share.ts'
import { CancelFailure, everyCancel, type Moment, type Told } from './everyCancel.ts'
import { plantedClient, plantedFaults, services, type Faults } from './planted.ts'

async function client({ url, cancel }: Moment, faults: Faults = {}): Promise<Told> {
  const planted = await plantedClient(url, faults)
  await cancel(() => planted.cancel())
  return planted.told
}

const failureOf = async (work: Promise<unknown>): Promise<CancelFailure> => {
  const error: unknown = await work.catch((thrown: unknown) => thrown)
  if (error instanceof CancelFailure) return error
  throw new Error('it has found nothing', { cause: error })
}

describe('a client that is right', () => {
  it.each(services)('passes at every moment, $name', async ({ name: _, ...scenario }) => {
    const { tried } = await everyCancel(scenario, (moment) => client(moment))

    // The name of the operation has come at 20.
    expect(tried[0]).toBe(21)
    expect(tried.length).toBeGreaterThan(1)
  })
})

describe('a planted fault is found, and told with its tick, what was expected, and a link to the run', () => {
  it.each(plantedFaults)('a client that $name', async ({ scenario, faults, what }) => {
    const { failures, message } = await failureOf(everyCancel(scenario, (moment) => client(moment, faults)))
    const first = failures.find((failure) => failure.what.startsWith(what))

    expect(failures.map((failure) => failure.what)).toContainEqual(expect.stringContaining(what))
    expect(message).toContain(`at tick ${first?.tick}: ${what}`)
    const link = await unpackLink(first?.link.split('#')[1] ?? '')
    expect(link).toMatchObject({
      ok: true,
      value: {
        scenario: { spec: 'lro', steps: expect.arrayContaining([{ at: first?.tick, do: 'cancel' }]) as unknown },
      },
    })
  })

  it('what the code under test throws is told too', async () => {
    const { failures } = await failureOf(
      everyCancel({ steps: plantedFaults[0].scenario.steps }, () => {
        throw new Error('no such luck')
      }),
    )

    expect(new Set(failures.map(({ what }) => what))).toEqual(new Set(['no such luck']))
  })
})

it('a scenario without a cancel is refused in a sentence', async () => {
  await expect(everyCancel({ steps: [{ at: 0, do: 'count' }] }, () => null)).rejects.toThrow(
    'steps: expected a cancel, which is what is moved',
  )
})

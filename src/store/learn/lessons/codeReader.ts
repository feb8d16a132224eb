/**
 * Reads what lessons have as code: enough of C and of Go for a few lines, whole statements and nothing left open. It throws where the
 * lines are not of the language, and says which functions are called with how many arguments, and which constants are named.
 */

export interface Read {
  /** `MI_Operation_Close/1`; of a method in Go the receiver too: `client.CancelOperation/2`. */
  readonly calls: readonly string[]
  /** Names in capitals. */
  readonly constants: readonly string[]
}

interface Token {
  readonly kind: 'name' | 'literal' | 'sign' | 'end'
  readonly text: string
}

const shapes =
  /\s*(?:(\/\/[^\n]*|\/\*[^]*?\*\/)|("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+'|0x[0-9a-fA-F]+|0o[0-7]+|\d+)|([A-Za-z_]\w*)|(->|\+\+|--|<<=?|>>=?|<=|>=|==|!=|&&|\|\||:=|[-+*/|&]=|[-+*/%&|^!~<>=?:;,.()[\]{}]))/y

function tokensOf(code: string, endsAtLine: boolean): Token[] {
  const tokens: Token[] = []
  let at = 0
  /** In Go a line ends a statement where one can end. */
  const lineEnd = (space: string): void => {
    const last = tokens.at(-1)
    if (!endsAtLine || last === undefined || !space.includes('\n')) return
    if (last.kind === 'name' || last.kind === 'literal' || [')', ']', '}', '++', '--'].includes(last.text))
      tokens.push({ kind: 'sign', text: ';' })
  }
  while (code.slice(at).trim() !== '') {
    shapes.lastIndex = at
    const found = shapes.exec(code)
    if (found === null) throw new SyntaxError(`what is ${JSON.stringify(code.slice(at, at + 20))}?`)
    const [whole, comment, literal, name, sign] = found
    lineEnd(/^\s*/.exec(whole)?.[0] ?? '')
    at += whole.length
    if (comment !== undefined) continue
    tokens.push(
      literal !== undefined
        ? { kind: 'literal', text: literal }
        : name !== undefined
          ? { kind: 'name', text: name }
          : { kind: 'sign', text: sign ?? '' },
    )
  }
  lineEnd('\n')
  return [...tokens, { kind: 'end', text: 'the end' }]
}

const binary = ['||', '&&', '|', '^', '&', '==', '!=', '<', '>', '<=', '>=', '<<', '>>', '+', '-', '*', '/', '%']
const assigning = ['=', '+=', '-=', '*=', '/=', '|=', '&=', '<<=', '>>=']
const prefixes = ['!', '-', '+', '~', '&', '*', '++', '--']

/** What both languages have: a place in the tokens, and expressions. */
abstract class Reader {
  readonly calls: string[] = []
  readonly constants: string[] = []
  private at = 0

  private readonly tokens: readonly Token[]

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  protected peek(ahead = 0): Token {
    return this.tokens[this.at + ahead] ?? { kind: 'end', text: 'the end' }
  }
  protected is(text: string): boolean {
    const token = this.peek()
    return token.kind !== 'literal' && token.text === text
  }
  protected take(): Token {
    const token = this.peek()
    this.at++
    return token
  }
  protected skip(text: string): boolean {
    if (!this.is(text)) return false
    this.at++
    return true
  }
  protected need(text: string): void {
    if (!this.skip(text)) throw new SyntaxError(`${text} is missing before ${this.peek().text}`)
  }
  protected name(): string {
    const token = this.take()
    if (token.kind !== 'name') throw new SyntaxError(`${token.text} is no name`)
    return token.text
  }
  protected back(to: number): void {
    this.at = to
  }
  protected place(): number {
    return this.at
  }

  protected list(end: string): number {
    if (this.skip(end)) return 0
    let count = 0
    do {
      this.item()
      count++
    } while (this.skip(','))
    this.need(end)
    return count
  }
  protected item(): void {
    this.expression()
  }

  expression(): void {
    this.unary()
    for (;;) {
      if (binary.includes(this.peek().text) && this.peek().kind === 'sign') {
        this.take()
        this.unary()
      } else if (this.skip('?')) {
        this.expression()
        this.need(':')
        this.expression()
      } else return
    }
  }
  protected unary(): void {
    if (this.peek().kind === 'sign' && prefixes.includes(this.peek().text)) {
      this.take()
      return this.unary()
    }
    this.after(this.operand())
  }
  /** A name, as calls have it; '' for everything else. */
  protected operand(): string {
    if (this.skip('(')) {
      this.expression()
      this.need(')')
      return ''
    }
    const token = this.take()
    if (token.kind === 'sign' || token.kind === 'end') throw new SyntaxError(`nothing can begin with ${token.text}`)
    if (/^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(token.text)) this.constants.push(token.text)
    return token.kind === 'name' ? token.text : ''
  }
  /** Calls, members, elements. */
  protected after(begun: string): void {
    let of = begun
    for (;;) {
      if (this.skip('(')) {
        this.calls.push(`${of}/${this.list(')')}`)
        of = ''
      } else if (this.skip('.') || this.skip('->')) of = `${of}.${this.name()}`
      else if (this.skip('[')) {
        this.expression()
        this.need(']')
      } else if (this.skip('++') || this.skip('--')) of = ''
      else return
    }
  }

  abstract statement(): void

  block(): void {
    this.need('{')
    while (!this.skip('}')) this.statement()
  }
  all(): Read {
    while (this.peek().kind !== 'end') this.statement()
    return { calls: this.calls, constants: this.constants }
  }
}

const cTypes =
  /^(?:void|int|DWORD|BOOL|HRESULT|JOB|error_status_t|MI_Boolean|WS_OPERATION_CONTEXT|WS_ERROR|WS_SERVICE_CANCEL_REASON)$/

class CReader extends Reader {
  private isType(ahead = 0): boolean {
    const { text } = this.peek(ahead)
    return text === 'const' || cTypes.test(text)
  }
  private type(): void {
    this.skip('const')
    if (!cTypes.test(this.name())) throw new SyntaxError('a type is missing')
    while (this.skip('*'));
  }
  protected override unary(): void {
    if (this.is('(') && this.isType(1)) {
      this.take()
      this.type()
      this.need(')')
      return this.unary()
    }
    super.unary()
  }
  private assignment(): void {
    this.expression()
    if (assigning.includes(this.peek().text)) {
      this.take()
      this.assignment()
    }
  }
  private declaration(): void {
    this.type()
    this.skip('CALLBACK')
    this.name()
    if (this.skip('(')) {
      if (!this.skip(')')) {
        do {
          this.type()
          this.name()
        } while (this.skip(','))
        this.need(')')
      }
      return this.block()
    }
    if (this.skip('=')) this.expression()
    this.need(';')
  }
  private inBrackets(): void {
    this.need('(')
    this.expression()
    this.need(')')
  }
  override statement(): void {
    if (this.skip(';')) return
    if (this.is('{')) return this.block()
    if (this.isType()) return this.declaration()
    if (this.skip('if')) {
      this.inBrackets()
      this.statement()
      if (this.skip('else')) this.statement()
    } else if (this.skip('while')) {
      this.inBrackets()
      this.statement()
    } else if (this.skip('do')) {
      this.statement()
      this.need('while')
      this.inBrackets()
      this.need(';')
    } else if (this.skip('for')) {
      this.need('(')
      this.statement()
      this.expression()
      this.need(';')
      this.assignment()
      this.need(')')
      this.statement()
    } else if (this.skip('switch')) {
      this.inBrackets()
      this.block()
    } else if (this.skip('case')) {
      this.expression()
      this.need(':')
    } else {
      if (this.skip('return')) this.expression()
      else if (!this.skip('break')) this.assignment()
      this.need(';')
    }
  }
}

class GoReader extends Reader {
  /** In the head of a statement a brace begins its block. */
  private isHead = false

  protected override operand(): string {
    if (!this.skip('[')) return super.operand()
    this.need(']')
    return `[]${this.name()}`
  }
  protected override after(begun: string): void {
    super.after(begun)
    if (this.isHead || !this.is('{')) return
    this.need('{')
    this.list('}')
  }
  /** A value, or a field and its value. */
  protected override item(): void {
    const begin = this.place()
    if (this.peek().kind === 'name' && this.peek(1).text === ':') this.back(begin + 2)
    const isHead = this.isHead
    this.isHead = false
    this.expression()
    this.isHead = isHead
  }
  private simple(): void {
    do this.expression()
    while (this.skip(','))
    if (!this.skip(':=') && !assigning.includes(this.peek().text)) return
    if (assigning.includes(this.peek().text)) this.take()
    do this.expression()
    while (this.skip(','))
  }
  private head(): void {
    this.isHead = true
    if (!this.is('{')) this.simple()
    while (this.skip(';')) this.simple()
    this.isHead = false
    this.block()
  }
  override statement(): void {
    if (this.skip('for')) this.head()
    else if (this.skip('if')) {
      this.head()
      if (this.skip('else')) {
        if (this.is('if')) return this.statement()
        this.block()
      }
    } else if (this.skip('return') || this.skip('defer')) this.simple()
    else this.simple()
    if (!this.is('}')) this.need(';')
  }
}

export const readC = (code: string): Read => new CReader(tokensOf(code, false)).all()
export const readGo = (code: string): Read => new GoReader(tokensOf(code, true)).all()

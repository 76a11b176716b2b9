package import Dialogue
package import Rules

/// A small pack with all that a conversation needs, so that tests do not hang on the wording of the real one.
package enum CoachBook {
  package static let text = """
    format: 1
    pack: {id: small, language: en, version: 1.0.0}
    concepts:
      person: |
        (he|she|they|him|her|them)
        my (mum|husband|sister|boss)
      yes: |
        (yes|yeah|sure)
      no: |
        (no|nope)
      that-is-not-it: |
        that is not it
      next-topic: |
        next topic
      smaller: |
        something smaller
      another-step: |
        another one
    lexicon:
      variants: |
        can't = can not
        don't = do not
        that's = that is
        i'm = i am
        he's = he is | he has
      exact: |
        i me my he him his she her they them their not no
      pronouns: |
        he him his
        she her her
        they them their
      mirror: |
        i = you
        my = your
        me = you
      clause-starts: because when if
      adjectives: tired exhausted scared
      present-auxiliaries: am is are
      joiners: and but
      subjects: i he she they my
    cues:
      - {id: not, sets: {polarity: negated}, reach: forward, words: [not, never], ends-at: [but]}
      - {id: once, sets: {time: past}, reach: clause, words: [used to]}
    persons:
      self: i my
      partner: husband
      other: mum sister boss
      pronouns: he she they
    intents:
      - id: sign.no
        kind: sign
        title: Struggling to refuse
        patterns: |
          can not * say no
          always say yes
        reflect: |
          Saying no to {person} feels out of reach.
          With {person}, a no does not come easily.
          A no to {person} stays in your throat.
        insight: |
          A hard no often guards something.
        steps: [small-no, write-it]
        ask:
          - id: before
            say: What goes through you before the yes?
            answers:
              - patterns: |
                  (afraid|scared)
                reflect: |
                  So the yes buys you some safety.
                steps: [small-no]
            else: |
              Thank you for looking at that.
      - id: sign.guilt
        kind: sign
        title: Guilt
        patterns: |
          feel guilty
        reflect: |
          Guilt weighs on you.
        steps: [write-it]
      - id: sign.tired
        kind: sign
        title: Tiredness
        patterns: |
          (tired|exhausted)
        reflect: |
          You are tired.
        steps: [write-it]
      - id: sign.worry
        kind: sign
        title: Worry
        patterns: |
          guilty [about work]
          worry
        reflect: |
          Worry goes along with you.
        steps: [write-it]
      - id: trait.limit
        kind: trait
        title: Setting a limit
        patterns: |
          said no
        affirm: |
          You said no, and that counts.
      - id: question.boundary
        kind: question
        title: What a boundary is
        patterns: |
          what is a boundary
        say: |
          A boundary is what you do.
      - id: chat.hello
        kind: chat
        title: Hello
        patterns: |
          ^ hello
        say: |
          Hello.
      - id: safety.suicide
        kind: safety
        title: Thoughts of dying
        category: suicide
        urgency: 1
        lines: [crisis]
        red: |
          kill myself
          "want to die"
        amber: |
          (no point in living|be better off without me)
        past: |
          wanted to die * ago
        third: |
          my sister * kill herself
        clear: |
          not suicidal
        retract: |
          just kidding
        unless: |
          die of embarrassment
        say-red: |
          RED {lines}
        say-amber: |
          AMBER Are you thinking of killing yourself?
        say-past: |
          PAST Are you safe now?
        say-third: |
          THIRD {lines}
        say-again: |
          AGAIN Is it about ending your life?
        say-short: |
          SHORT
        say-clear: |
          CLEAR {lines}
        say-resources: |
          RESOURCES {lines}
      - id: safety.violence
        kind: safety
        title: Violence
        category: violence
        urgency: 2
        lines: [domestic-violence]
        red: |
          (he|she|they) hit me
        amber: |
          scared of (him|her)
        weak:
          injury: |
            my wrist
          hiding: |
            told * i fell
        say-red: |
          RED VIOLENCE {lines}
        say-amber: |
          AMBER VIOLENCE Are you in danger?
        say-again: |
          AGAIN VIOLENCE
        say-short: |
          SHORT VIOLENCE
        say-clear: |
          CLEAR VIOLENCE {lines}
        say-resources: |
          RESOURCES VIOLENCE {lines}
    steps:
      - id: small-no
        title: One small no
        sizes: {2: Say one small no today., 10: Write three., 15: Say it aloud.}
        script: {firm: "No, thank you."}
      - id: write-it
        title: Write it down
        sizes: {2: Write one line.}
    otherwise:
      - {when: {kind: sign, who: [partner, other]}, say: ["That is {person.possessive} side. What about you?"]}
      - {when: {kind: sign, time: past}, say: [Is that still how it goes?]}
      - {when: {kind: sign, polarity: negated}, say: [You notice that it is not so.]}
    replies:
      fallback: [I did not follow that.]
      fallback-topics: ["I know something of {topics}."]
      fallback-again: [I still do not follow.]
      agenda: ["I also heard {topic}, for later."]
      agenda-next: ["Shall we come back to {topic}?"]
      offer: ["Would a small step help: {step}?"]
      topic-list: ["{topics}, or {topic}"]
      step-given: [Here is one.]
      step-body: ["{step} ({step.minutes} min). {step.body}"]
      script: ["You could say: “{step.script}”"]
      step-after: [Tell me how it went.]
      accepted: [Good.]
      declined: [That is fine. What would you like to talk about?]
      correction: ["Then I was wrong about {topic}. What is it?"]
      correction-runner-up: ["Then is it {topic}?"]
      correction-nothing: [There is nothing to take back.]
      undo: [That is undone.]
      empty: [Take your time.]
      unclear-yes: [Yes to what?]
      unclear-no: [No to what?]
      nothing-heard: [I have heard nothing yet.]
      private-on: [Nothing more is saved.]
      forgotten: [That is forgotten.]
      past-yes: [So it is still so.]
      past-no: [So it is over.]
      step-taken: [Good.]
      back: [BACK.]
      back-after-hours: ["HOURS {step}?"]
      back-after-a-day: ["DAY {step}?"]
      back-after-days: ["DAYS {step}?", "AGAIN {step}?"]
      back-after-long: ["LONG {step}?"]
      step-told: [TOLD. What stays?]
      step-not-tried: [NOT TRIED. What got in the way?]
      say-again: [Once more.]
      unknown-region: [COUNTRY Tell me yours.]
      region-set: ["Numbers for {region}: {lines}"]
      region-without-lines: ["Nothing for {region}: {lines}"]
      region-mistyped: ["Two letters, such as {regions}."]
      unknown-command: ["There is no /{typed}."]
      unknown-command-near: ["There is no /{typed}. Did you mean /{nearest}?"]
      unknown-step: ["There is no step ‘{typed}’."]
      unknown-step-near: ["There is no step ‘{typed}’. Did you mean /step {nearest}?"]
      forget-what: [Forget what?]
    regions:
      GB: [uk, great britain]
    helplines:
      - {country: GB, kind: crisis, name: Samaritans, number: "116 123", channel: call, hours: "24/7", checked-on: 2026-11-01}
      - {country: ZZ, kind: directory, name: Find a helpline, number: findahelpline.com, channel: web}

    """

  package static func book() throws -> RuleBook { try RuleBook(sections: text, path: "small.yaml") }

  package static func rules() throws -> DialogueEngine.Rules {
    let book = try book()
    return DialogueEngine.Rules(book: book, bundled: book)
  }
}

extension DialogueEngine {
  /// A turn for each line, one after the other, a minute apart.
  package func turns(
    on lines: [String], from start: Conversation = Conversation(seed: 7), at begin: Instant = .usualStart
  ) -> [Turn] {
    var conversation = start
    var instant = begin
    return lines.map { line in
      let turn = turn(on: line, in: conversation, at: instant)
      conversation = turn.conversation
      instant = instant.advanced(by: Instant.usualStride)
      return turn
    }
  }
}

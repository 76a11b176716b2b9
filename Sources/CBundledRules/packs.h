// Written by Scripts/bundle.sh from rules; do not edit.
static const unsigned char file_0[] = {
#embed "../../rules/en/chat.yaml"
};
static const unsigned char file_1[] = {
#embed "../../rules/en/codependence-caring.yaml"
};
static const unsigned char file_2[] = {
#embed "../../rules/en/codependence.yaml"
};
static const unsigned char file_3[] = {
#embed "../../rules/en/concepts/codependence-a.yaml"
};
static const unsigned char file_4[] = {
#embed "../../rules/en/concepts/codependence-b.yaml"
};
static const unsigned char file_5[] = {
#embed "../../rules/en/concepts/doing.yaml"
};
static const unsigned char file_6[] = {
#embed "../../rules/en/concepts/feelings.yaml"
};
static const unsigned char file_7[] = {
#embed "../../rules/en/concepts/grammar.yaml"
};
static const unsigned char file_8[] = {
#embed "../../rules/en/concepts/guide.yaml"
};
static const unsigned char file_9[] = {
#embed "../../rules/en/concepts/people.yaml"
};
static const unsigned char file_10[] = {
#embed "../../rules/en/concepts/together.yaml"
};
static const unsigned char file_11[] = {
#embed "../../rules/en/concepts/traits.yaml"
};
static const unsigned char file_12[] = {
#embed "../../rules/en/concepts/walls.yaml"
};
static const unsigned char file_13[] = {
#embed "../../rules/en/corrections.yaml"
};
static const unsigned char file_14[] = {
#embed "../../rules/en/cues.yaml"
};
static const unsigned char file_15[] = {
#embed "../../rules/en/faq.yaml"
};
static const unsigned char file_16[] = {
#embed "../../rules/en/guide.yaml"
};
static const unsigned char file_17[] = {
#embed "../../rules/en/helplines.yaml"
};
static const unsigned char file_18[] = {
#embed "../../rules/en/howto.yaml"
};
static const unsigned char file_19[] = {
#embed "../../rules/en/independence.yaml"
};
static const unsigned char file_20[] = {
#embed "../../rules/en/interdependence.yaml"
};
static const unsigned char file_21[] = {
#embed "../../rules/en/known-words.txt"
};
static const unsigned char file_22[] = {
#embed "../../rules/en/lexicon.yaml"
};
static const unsigned char file_23[] = {
#embed "../../rules/en/mistakes.yaml"
};
static const unsigned char file_24[] = {
#embed "../../rules/en/pack.yaml"
};
static const unsigned char file_25[] = {
#embed "../../rules/en/privacy/names-that-are-words.txt"
};
static const unsigned char file_26[] = {
#embed "../../rules/en/privacy/names.txt"
};
static const unsigned char file_27[] = {
#embed "../../rules/en/privacy/not-private.txt"
};
static const unsigned char file_28[] = {
#embed "../../rules/en/privacy/page-endings.txt"
};
static const unsigned char file_29[] = {
#embed "../../rules/en/privacy/places-that-are-words.txt"
};
static const unsigned char file_30[] = {
#embed "../../rules/en/privacy/places.txt"
};
static const unsigned char file_31[] = {
#embed "../../rules/en/privacy/stand-in-addresses.txt"
};
static const unsigned char file_32[] = {
#embed "../../rules/en/privacy/stand-in-names.txt"
};
static const unsigned char file_33[] = {
#embed "../../rules/en/privacy/stand-in-places.txt"
};
static const unsigned char file_34[] = {
#embed "../../rules/en/privacy/streets.txt"
};
static const unsigned char file_35[] = {
#embed "../../rules/en/privacy/units.txt"
};
static const unsigned char file_36[] = {
#embed "../../rules/en/replies.yaml"
};
static const unsigned char file_37[] = {
#embed "../../rules/en/safety/child-at-risk.yaml"
};
static const unsigned char file_38[] = {
#embed "../../rules/en/safety/classes.yaml"
};
static const unsigned char file_39[] = {
#embed "../../rules/en/safety/coercive-control.yaml"
};
static const unsigned char file_40[] = {
#embed "../../rules/en/safety/concepts.yaml"
};
static const unsigned char file_41[] = {
#embed "../../rules/en/safety/other-acute.yaml"
};
static const unsigned char file_42[] = {
#embed "../../rules/en/safety/own-harm.yaml"
};
static const unsigned char file_43[] = {
#embed "../../rules/en/safety/sexual-coercion.yaml"
};
static const unsigned char file_44[] = {
#embed "../../rules/en/safety/suicide.yaml"
};
static const unsigned char file_45[] = {
#embed "../../rules/en/safety/violence.yaml"
};
static const unsigned char file_46[] = {
#embed "../../rules/en/standards.yaml"
};
static const unsigned char file_47[] = {
#embed "../../rules/en/variations.yaml"
};
static const trellis_bundled_file files[] = {
    {"rules/en/chat.yaml", file_0, sizeof file_0},
    {"rules/en/codependence-caring.yaml", file_1, sizeof file_1},
    {"rules/en/codependence.yaml", file_2, sizeof file_2},
    {"rules/en/concepts/codependence-a.yaml", file_3, sizeof file_3},
    {"rules/en/concepts/codependence-b.yaml", file_4, sizeof file_4},
    {"rules/en/concepts/doing.yaml", file_5, sizeof file_5},
    {"rules/en/concepts/feelings.yaml", file_6, sizeof file_6},
    {"rules/en/concepts/grammar.yaml", file_7, sizeof file_7},
    {"rules/en/concepts/guide.yaml", file_8, sizeof file_8},
    {"rules/en/concepts/people.yaml", file_9, sizeof file_9},
    {"rules/en/concepts/together.yaml", file_10, sizeof file_10},
    {"rules/en/concepts/traits.yaml", file_11, sizeof file_11},
    {"rules/en/concepts/walls.yaml", file_12, sizeof file_12},
    {"rules/en/corrections.yaml", file_13, sizeof file_13},
    {"rules/en/cues.yaml", file_14, sizeof file_14},
    {"rules/en/faq.yaml", file_15, sizeof file_15},
    {"rules/en/guide.yaml", file_16, sizeof file_16},
    {"rules/en/helplines.yaml", file_17, sizeof file_17},
    {"rules/en/howto.yaml", file_18, sizeof file_18},
    {"rules/en/independence.yaml", file_19, sizeof file_19},
    {"rules/en/interdependence.yaml", file_20, sizeof file_20},
    {"rules/en/known-words.txt", file_21, sizeof file_21},
    {"rules/en/lexicon.yaml", file_22, sizeof file_22},
    {"rules/en/mistakes.yaml", file_23, sizeof file_23},
    {"rules/en/pack.yaml", file_24, sizeof file_24},
    {"rules/en/privacy/names-that-are-words.txt", file_25, sizeof file_25},
    {"rules/en/privacy/names.txt", file_26, sizeof file_26},
    {"rules/en/privacy/not-private.txt", file_27, sizeof file_27},
    {"rules/en/privacy/page-endings.txt", file_28, sizeof file_28},
    {"rules/en/privacy/places-that-are-words.txt", file_29, sizeof file_29},
    {"rules/en/privacy/places.txt", file_30, sizeof file_30},
    {"rules/en/privacy/stand-in-addresses.txt", file_31, sizeof file_31},
    {"rules/en/privacy/stand-in-names.txt", file_32, sizeof file_32},
    {"rules/en/privacy/stand-in-places.txt", file_33, sizeof file_33},
    {"rules/en/privacy/streets.txt", file_34, sizeof file_34},
    {"rules/en/privacy/units.txt", file_35, sizeof file_35},
    {"rules/en/replies.yaml", file_36, sizeof file_36},
    {"rules/en/safety/child-at-risk.yaml", file_37, sizeof file_37},
    {"rules/en/safety/classes.yaml", file_38, sizeof file_38},
    {"rules/en/safety/coercive-control.yaml", file_39, sizeof file_39},
    {"rules/en/safety/concepts.yaml", file_40, sizeof file_40},
    {"rules/en/safety/other-acute.yaml", file_41, sizeof file_41},
    {"rules/en/safety/own-harm.yaml", file_42, sizeof file_42},
    {"rules/en/safety/sexual-coercion.yaml", file_43, sizeof file_43},
    {"rules/en/safety/suicide.yaml", file_44, sizeof file_44},
    {"rules/en/safety/violence.yaml", file_45, sizeof file_45},
    {"rules/en/standards.yaml", file_46, sizeof file_46},
    {"rules/en/variations.yaml", file_47, sizeof file_47},
};
static const unsigned char file_48[] = {
#embed "../../rules/diagnostics.md"
};
static const unsigned char file_49[] = {
#embed "../../rules/schema/rule-pack.schema.json"
};
static const unsigned char file_50[] = {
#embed "../../rules/templates/first.yaml"
};
static const unsigned char file_51[] = {
#embed "../../rules/templates/intent.yaml"
};
static const unsigned char file_52[] = {
#embed "../../rules/templates/pack.yaml"
};
static const trellis_bundled_file resources[] = {
    {"rules/diagnostics.md", file_48, sizeof file_48},
    {"rules/schema/rule-pack.schema.json", file_49, sizeof file_49},
    {"rules/templates/first.yaml", file_50, sizeof file_50},
    {"rules/templates/intent.yaml", file_51, sizeof file_51},
    {"rules/templates/pack.yaml", file_52, sizeof file_52},
};

/**
 * The commonest words of languages in Latin letters, and what people greet and thank with: short messages are told apart by them
 * (Grefenstette, "Comparing two language identification schemes", 1995). Words that are said in every language ("hello", "ok") are
 * left out.
 */
const LISTS: Record<string, string> = {
  en: `the is are was my i you it to a an and or of for can could do does did how what where when which who why with have has had not
    no yes on in at this that these want need would will should please your me we they there still`,
  de: `der die das den dem des ein eine einen ist sind war ich du sie es wir ihr mein meine meinen euch und oder nicht kein keine mit
    für zu zum zur auf von vom im wie was wo wann warum welche wer kann könnt möchte will habe hat haben wird bitte danke hallo ja
    nein vielen dank guten tag morgen abend noch schon immer auch nur gibt`,
  fr: `le la les un une des du de est sont été je vous nous il elle on mon ma mes votre vos et ou ne pas avec pour à au aux sur dans en
    comment quoi où quand pourquoi quel quelle qui que puis peux pouvez voudrais veux ai ce cette merci bonjour salut bonsoir oui non
    svp plus toujours`,
  es: `el la los las un una es son está están yo usted mi mis su sus y o no con para por a al de del en cómo como qué que dónde donde
    cuándo cuando cuánto cuál quién puedo quiero quisiera tengo hay gracias hola buenos buenas sí favor todavía ya muy`,
  it: `il lo la i gli le un uno una è sono io voi mio mia miei vostro e o non con per a al del della di da in come cosa dove quando
    perché quale quanto chi che posso vorrei voglio ho grazie ciao buongiorno buonasera sì prego ancora molto ci`,
  nl: `de het een is zijn was ik u je jullie mijn uw en of niet geen met voor naar van op in hoe wat waar wanneer waarom welke wie kan
    kunt wil heb heeft wordt dank bedankt hallo ja nee graag nog deze dit alstublieft goedemorgen`,
  pt: `o a os as um uma é são está eu você vocês meu minha seu sua e ou não com para por ao do da dos de em no na como que onde quando
    quanto qual quem posso quero gostaria tenho obrigado obrigada olá bom boa dia tarde sim favor ainda muito já`,
};

/** By language, in lower case. */
export const COMMON_WORDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(LISTS).map(([language, list]) => [language, new Set(list.split(/\s+/))]),
);

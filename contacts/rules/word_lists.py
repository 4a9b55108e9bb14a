"""The words that say nothing by themselves, by language. Plain data, read by ``words``.

A word belongs here only if it hardly ever carries a fact in any language: refusing a real note is worse than letting an
empty one pass. Words that are empty in one language and a fact in another stand in ``MEAN_SOMETHING`` and count.
"""

STOP_WORDS = {
    "en": """
        a an the and or but nor so yet if then than that this these those there here i me my mine myself we us our ours
        ourselves you your yours yourself he him his himself she her hers herself it its itself they them their theirs
        themselves who whom whose which what when where why how is am are was were be been being do does did doing done
        dont doesnt didnt isnt wasnt arent werent cant couldnt wont wouldnt shouldnt hasnt havent hadnt im ive hes shes
        theyre theyve youre weve thats theres whats lets have has had having will would shall should can could might
        must not no yes yep yeah of at by for with about against between into through during before after to from up down
        in out on off over under again further once all any both each few more most other some such only own same too very
        just also still even ever never always often really quite rather maybe perhaps now today because while until per
        via etc ok okay got get gets much many lot lots bit as like well said says say told tell tells talked spoke chatted
        discussed mentioned met meet let hi hello hey bye thanks thank thx ty cheers regards please sorry person guy guys
        bloke chap dude lady gentleman fellow woman man someone somebody something anything everything
    """,
    "de": """
        der die das den dem des ein eine einen einem einer eines kein keine keinen und oder aber doch denn wenn dann als
        dass ob weil ich mich mir mein meine meinen meinem meiner du dich dir dein deine er ihn ihm sein seine seinen
        seinem seiner sie ihr ihre ihren ihrem ihrer es wir uns unser unsere ihnen man sich wer wen wem was welche wie wo
        wann warum ist bin bist sind seid war waren gewesen sei hat habe hab haben hatte hatten hast wird werden wurde
        worden will wollen kann konnte muss soll darf mag nicht nein ja auch nur noch schon sehr ganz so zu zum zur im in
        ins an am auf aus bei beim mit nach von vom vor seit durch gegen ohne um bis hier da dort heute jetzt immer wieder
        mal etwas viel viele mehr alle alles beide einfach eben halt gerade haben gesagt erzaehlt erzählt gesprochen
        geredet getroffen unterhalten hallo hi moin servus tschüss danke dank bitte gruss gruß gruesse grüße lg vg mfg
        person mensch typ dame herr frau leute
    """,
    "fr": """
        le la les un une des du de au aux ce cet cette ces qui que quoi dont ou où et mais donc ni ne pas je tu il elle
        on nous vous ils elles me te se moi toi lui leur leurs mon ma mes ta tes sa ses notre nos votre vos est sont
        était suis es sommes êtes ai avons avez ont avait être avoir fait dans par pour avec sans chez vers sur sous entre
        très trop aussi encore déjà là ici si comme quand plus tout tous toute toutes bien oui non en y qu jusqu puis alors
        parlé dit discuté rencontré bonjour salut bonsoir merci cordialement personne monsieur madame
    """,
    "es": """
        el la los las un una unos unas lo al del de y e o u pero sino que quien cual como cuando donde porque si no yo tu
        él ella nosotros ustedes ellos ellas me te se le les nos mi mis su sus nuestro nuestra es son era fue ser estar
        está están estaba estoy soy somos ha han he hay había tiene en por para con sin sobre entre hasta desde muy más
        mucho mucha también ya aquí ahí hoy todo toda todos todas algo este esta estos estas ese esa eso esto hablamos
        hablado dijo hola adiós gracias saludos persona señor señora
    """,
    "it": """
        il lo la i gli le un uno una di del dello della dei degli delle a al allo alla ai agli alle da dal dalla in nel
        nella nei con su sul sulla per tra fra e ed o ma se che chi cui non io tu lui lei noi voi loro mi ti si ci vi ne
        mio mia miei mie suo sua suoi sue nostro nostra è sono era sei siamo ho ha hanno abbiamo essere avere molto più
        anche già qui qua oggi tutto tutti come quando dove perché questo questa quello quella abbiamo parlato detto ciao
        grazie saluti persona signore signora
    """,
    "pt": """
        o os a as um uma uns umas de do da dos das em no na nos nas por pelo pela para com sem sobre entre até e ou mas se
        que quem qual como quando onde porque não sim eu tu você ele ela nós vocês eles elas me te lhe lhes meu minha meus
        minhas seu sua seus suas nosso nossa é são foi era ser estar está estão estou sou tem têm há muito muita mais
        também já aqui hoje tudo todos este esta esse essa isso isto falamos conversamos disse olá oi tchau obrigado
        obrigada pessoa senhor senhora
    """,
    "nl": """
        de het een en of maar want dus als dan dat die deze dit er hier daar ik mij me mijn je jij jou jouw hij hem zijn
        zij ze haar wij we ons onze jullie hen hun u uw wie wat welke hoe waar wanneer waarom is ben bent was waren
        geweest heb hebt heeft hebben had hadden word wordt worden werd zal zullen zou kan kunnen moet niet geen nee ja
        ook nog al heel erg zo te ten ter in op aan uit bij met naar van voor door over tegen zonder om tot vandaag nu
        altijd weer iets veel meer alle alles gezegd verteld gesproken ontmoet hoi hallo dag doei bedankt dank groet
        groetjes persoon mens man vrouw meneer mevrouw
    """,
    "sv da nb": """
        och og i på som en ett et ei det den de der dem är er var vara være været har hade havde hadde ha kan skal ska vil
        ville blev ble blir bliver att at til till av af fra från med för før om inte ikke nej nei ja också også meget
        mycket veldig så här her där där nu nå idag jag jeg mig meg mej du dig deg han honom hun hon henne hende vi oss os
        ni i sin sitt hans hennes hendes deras deres min mitt mina mine vår vores noget något noe alla alle allt alt
        pratade snakkede snakket talte träffade mødte møtte hej hei hejsan tack tak takk hilsen hälsningar person menneske
        dame
    """,
    "pl": """
        i a o u w z ze na do od po za przy przez dla bez nad pod między oraz albo ale lecz czy że żeby bo jak gdy kiedy
        gdzie kto co który która które ja ty on ona ono my wy oni one mnie mi mną ciebie tobie jego jej ich jemu mu nim
        nią nas nam was wam mój moja moje swój swoja jest są był była było byli być ma mam mają miał miała nie tak też
        także już jeszcze bardzo tu tam dziś teraz zawsze coś się sobie to ta te tego tej tym rozmawialiśmy mówił mówiła
        powiedział powiedziała cześć hej dzień dobry dzięki dziękuję pozdrawiam osoba człowiek pan pani
    """,
}

# Empty in one language, a fact in another: son (fr: his), car (fr: for), may, sin, men, barn, …
MEAN_SOMETHING = "son car may ill men barn ton kind kinder gift dos ham sex ten fast bald rat once"

PRAISE = {
    "en": """
        nice great lovely good pleasant pleasure friendly cool awesome amazing wonderful fantastic brilliant excellent
        interesting fun funny charming sweet impressive inspiring super delightful fabulous terrific splendid enjoyed
        enjoyable helpful smart clever bright talented fine sympathetic
    """,
    "de": """
        nett nette netter nettes netten toll tolle toller tolles tollen gut gute guter gutes guten schön schöne schöner
        schönes schoen interessant interessante interessanter interessantes sympathisch sympathische sympathischer super
        klasse prima spannend spannende spannender spannendes freundlich freundliche angenehm angenehme angenehmes lieb
    """,
    "fr": """
        sympa sympas sympathique gentil gentille super génial géniale bon bonne bons agréable intéressant intéressante
        beau belle excellent excellente formidable charmant charmante ravi ravie enchanté enchantée
    """,
    "es": "simpático simpática majo maja amable buen bueno buena bien gran genial interesante agradable encantado encantada",
    "it": "simpatico simpatica gentile bravo brava bello bella buono buona bene ottimo ottima interessante piacevole",
    "pt": "simpático simpática legal gentil bom boa bem ótimo ótima interessante agradável bacana",
    "nl": "leuk leuke aardig aardige goed goede fijn fijne gezellig gezellige interessant interessante sympathiek",
    "sv da nb": "trevlig trevligt trevliga bra hyggelig hyggeligt god godt fin fint kul flink sød rar spændende spennende",
    "pl": "miły miła miło fajny fajna fajnie sympatyczny sympatyczna dobry dobra dobrze ciekawy ciekawa super",
}

STOCK_PHRASES = {
    "en": """
        great to meet you
        stay in touch
        keep in touch
        be in touch
        get in touch
        good chat
        great chat
        nice chat
        catch up
        said hi
        we exchanged cards
        exchanged cards
        exchanged business cards
        swapped cards
        small talk
        good talk
        great talk
        nice talk
        good conversation
        great conversation
        nice conversation
        interesting conversation
        looking forward
        good to see you
        nice to see you
        connected on linkedin
        added on linkedin
        connect on linkedin
        happy birthday
        merry christmas
        happy new year
        congratulations
        congrats
        well done
    """,
    "de": """
        in kontakt bleiben
        bleiben in kontakt
        kontakt halten
        visitenkarten getauscht
        visitenkarten ausgetauscht
        gutes gespräch
        nettes gespräch
        alles gute
        freut mich
        schön dich kennenzulernen
    """,
    "fr": """
        rester en contact
        restons en contact
        ravi de vous rencontrer
        bonne discussion
        bonne conversation
        échangé nos cartes
        à bientôt
    """,
    "es": """
        mucho gusto
        encantado de conocerte
        estar en contacto
        seguimos en contacto
        buena charla
        buena conversación
    """,
}

DENSE_STOCK = """
はじめまして
よろしくお願いします
很高兴认识你
만나서 반갑습니다
"""

FILLER = """
    na tbd tba tbc todo nothing none asdf asdfg asdfgh qwerty qwertz test testing tests lorem ipsum foo blah bla null nil
    nada nichts rien niente idem ditto dito same xxx xyz abc unknown dunno whatever misc various
"""

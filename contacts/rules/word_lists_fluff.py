"""Words of pleasantries, by language: a note made of nothing else says how it felt, and nothing about the person.

One word of another kind beside them is enough, and then these count as well: "new company", "hates evenings".
"""

FLUFF = {
    "en": """
        ability able absolutely acquaintance admire again amusing anyway appreciated attended attitude
        awkward back background banter beautiful became bit blast bonded brief brilliantly brochure
        buddy bump call card cards career catch character charisma charismatic charm chatted chemistry chill
        chit chitchat click clicked collab collaborate collaborated collaborating collaboration colleague
        comfortable communicate communicator compliment conference confident connect connected connecting
        connection connections contact contacts conversation conversations cooperate cooperation cooperative
        cordial cute day definitely detail details dinner discussion discussions down dynamic easy easygoing
        elegant email emailed emails empty encounter encounters energized engage enjoying enthusiasm
        enthusiastic especially evening event everyone exchange exchanged exchanging excited exciting
        experience experienced expert expertise explore eye faces fascinating feel feeling felt field flow
        fluent follow forgot forward fresh friend friends future gem generous gentle genuinely getting glow
        goes going gorgeous great greeting greetings guessed guest handshake happiness hear hearted helped
        highly hilarious hit honest honour hope hoped hopefully hoping host human humor humour idea ideas
        impress impressed impression incredible incredibly industry information inspiration inspire
        instantly intelligent interest interested interesting interests introduce introduced introducing
        introduction joke jokes joy keep kept kind kindness knew know knowing known knows laid laugh laughed
        laughing laughs laughter leader less lesson level lighthearted like liked linkedin listen listened
        listener listens little long looked love loved lucky lunch machine manner manners master meaningful
        meet meeting meetings meets memorable message messaged met mind moment moments month mood
        mutual natural near need network networked networker networking next nicely note notes number
        numbers open opportunity organised others outgoing pair particularly partnership people perfect
        personality persons perspective perspectives pic place plan pleasantly pleasantries pleasing
        polished possible possibly potential potentially present pretty privilege productive profile
        promising proper quality queue quick quickly reach reached real reconnect reconnected relaxed
        remember respect respected reunion right role room seem seemed seems sense session share shared
        shares sharing shop short side similar sit smile smiles smiling smooth social somehow somewhere soon
        sort soul sounds speaking special spend spent spirit splendid spoken spot start stay stayed staying
        stimulating story straight strong stuff stylish subject success successful suggest summer superb
        supportive surely surprised surprisingly sweetheart sync synergies synergy table talent talk talker
        talking talks task tastes team terms text thanked things think thinking thoroughly thought thoughts
        time times together tomorrow tone tonight top topic topics totally touch track truly trust
        trustworthy try turned upbeat uplifting useful valuable value vibe vibes view views visit voice warm
        warmly warmth wavelength way week weekend weeks welcome wish wonderful word words world worth
        worthwhile chat chats hoot wait round two sweetie important key articulate doors fabulous eloquent
        insanely hugely massively lot bunch like-minded likeminded kindred reliable decent solid
        good-natured goodnatured laidback approachable classy gentlemen brainy sparkling bubbly delight
        treat ace lad lass mate chap chaps folks folk cannot go-to contacted discussing speak mentioned
        overall quite somewhat super-nice supernice admired positive negative
    """,
    "de": """
        abend abends absolut angekommen angeregt angeregtes anregend anregender anregendes art aufmerksam
        auftreten ausgesprochen ausgetauscht austausch auszutauschen bald begeisternd begeistert
        bekanntschaft besonders besten branche business charakter charmant charmante charmanter chemie
        demnächst details direkt echt ecke eindruck eine eines einladend erfahren erfahrung erfolg
        erfolgreich erfolgreiche erinnerung event experte expertin fachlich fachmann folgen fortsetzung
        freude freuen freundschaftlich freut gefreut gefühl gelacht gelassen gelächter gemacht gemeinsam
        gemeinsame gemütlich gern gerne geschäftlich gesellschaft gespräch gespräche gesprächig gestern
        getauscht großer großes gutaussehend guter gutgelaunt harmonisch herz herzen hoffe hoffen
        hoffentlich humor höfliche idee ideen inspiration interessantesten interesse interessiert jederzeit
        kaffee kam karriere karte kennt kollege kollegin kommenden komplett kompliment konferenz kontakt
        kontakte kontakten kontaktfreudig kooperation kurz kurzer kurzes lachen laune lebendig leute locker
        lockeres lustiges lächeln macht machte mail man manieren meeting menschlich morgen motiviert möchte
        nachmittag nah natürlich netzwerk niveau nummer nächste nächsten nächstes nützlich offen offene
        offener ordentlich perfekt personen persönlich persönlichen plaudern positiv positive potenzial
        profi profil reden richtig rolle ruhig runde sache schien schnell sicher sicherlich sinn smart
        sofort sowieso spaß spaßig später stark starke stimmung supernett supernette sympathie tag tausch
        team tee telefonnummer termin thema themen toll total treffen typ unbedingt unglaublich unheimlich
        unterhalten unterhaltsam unterhaltsame unterhaltung verabreden verabredet vernetzen verschiedenes
        vertraut viele vielen vielleicht visitenkarte vorstellung warm warmherzig warmherzige weiter welle
        wellenlänge wertschätzend wertvoll wertvoller wesen wichtig wichtiger wiederholen wiedersehen
        wirklich wirkt wirkte woche wochen wollen worte wunderschön zeit ziemlich zugewandt zuhörer
        zuhörerin zukunft zukünftig zusammen zusammenarbeit zuvorkommend überaus überhaupt begegnung feiner
        feine feines kerl gestimmt stimmte gepasst passte wichtige kontaktperson ansprechpartner
        ansprechpartnerin schlüsselperson mega prima genial geniale genialer bombe hammer zuverlässig
        souverän redegewandt eloquent bodenständig erstklassig rundum wieder typen menschen mensch dame
        herrn gesprächspartners schon lange länger ausführlich intensiv intensives intensiver wunderbares
        nettes spannendes plausch schwatz
    """,
    "fr": """
        quelqu absolument accueil accueillant agréablement aimable air aise ambiance amical amicale amis
        apprécié après atout attachant attachante avenir bavard beaucoup belles bientôt bise blague blagues
        bref business café caractère carnet carrière carte cartes certainement chaleur charisme charmante
        chic chose choses cliqué collab collaboration collaborer collègue complicité confiance conférence
        connaissance connaissances connaître connu contact contacts content contente conversation
        conversations cool coordonnées courant créer curieux cœur demain dire discussion discussions
        discuter domaine doute découvrir déjeuner détail détails dîner effectivement enfin ensemble
        enthousiasme enthousiaste envie esprit espère espérer excellente expert experte expérience
        extraordinaire extrêmement facile faire feeling fort franchement fut futur fête garder gens
        gentillesse grand grande génération heure heureuse heureux hier honneur humain humaine humour hâte
        idée idées impression impressionnant impressionnante impressionné incroyablement inspiration instant
        intéressants intéressé intérêt joli jolie journée lien liens linkedin longtemps mail matin meilleur
        meilleure mois moment moments monde métier naturel naturelle niveau numéro occasion opportunité
        ouverture paraît parcours parler partage partager partagé particulièrement passer passion passé
        personnage personnalité personnes peu peut plaisante plaisir point poli polie positif positive
        possible potentiel prochain prochaine prochainement proche profil projet présentation présenté
        qualité rappeler recontacter recroiser rencontre rencontrer rencontrée rencontrés reparler respect
        rester revoir revoyure ri rigolo rire rires réseau réseauter rôle salon secteur semaine semblait
        semble sens sensible serait serviable simple simplement soir soirée souriants sourire stimulant
        stimulante sujet sujets super surprise sympathie sympathiques sérieuse sérieux sûr table talent
        talentueuse talentueux tard temps totalement toujours trouvé utile valeur vie visite vite vivante
        voir vraiment week échange échanger échanges écoute également équipe évènement vivement type bien
        suite creuser clé important importante adoré adorables échangé longuement longue entendus entendu
        accroché accrochés courtois courtoise passionnants géniaux extra chouette chouettes sociable
        éloquent éloquente interlocuteur interlocutrice fiable
    """,
    "es": """
        abierta abierto admirable agradablemente agradables alegre alegría ambiente amena ameno amiga amigo
        amigos amistad apasionada apasionado apreciado asombroso bonita bonito bromas bromista café calidad
        calidez carisma carrera carácter casualidad cena cerca charla charlamos charlar chulo cita
        coincidimos coincidir colaboración colaborar colega compartimos compartir compañía competente
        conectamos conectar conexión conferencia confianza conocer conocerla conocerlo conocernos conocido
        conocimos contacto contactos contenta contento conversaciones conversación conversar cosas cualquier
        curiosa curioso cálida cálido detalle detalles dinámica disfrutamos disfruté divertidos doy dulce
        día días educación empresa encantadísima encantadísimo encantó encuentro entretenida entretenido
        entusiasmo especial especialmente espero estupendamente estuvimos estuvo evento excepcional exitosa
        exitoso experiencia experta experto extraordinaria extraordinario fantástica fantástico fascinante
        fenomenal fiesta fin forma formal futuro ganas genialidad gente graciosa gracioso grande grata grato
        guapa guapo gustado gustó haber haberla haberlo humano humor idea ideas impresionante impresión
        inspiración intercambiamos intercambio interesada interesado interesantes interesantísima
        interesantísimo interés ir linda lindo linkedin llamar llevamos luego lugar líder mañana mejor
        mejores mensaje mes momento momentos motivada motivador mundo máquina nivel noche número ocasión
        ojalá oportunidad optimista parece pareció pasado pasamos pasar perfecta perfecto personaje
        personalidad personas placer platicamos plática podemos pronto proyecto próxima próximamente puede
        quedamos quedar quizás química rato realmente reencontrarnos reencuentro resultó reunión reímos reír
        risa risas sabe saber sector seguimos seguir seguiremos seguro semana sensacional sensación sentido
        sentir sería simpatía simpática sincera sincero sitio sociable sonrisa talento talentosa talentoso
        tarde tarjeta tarjetas tema temas tener tiempo todavía tomar tranquila tranquilo trato trayectoria
        tuvimos valiosa valioso veamos vemos ver veras verdad verdaderamente verla verlo vernos vez vida
        visto volvamos volver volveré éxito última único útil gusto repetimos repetir hubo clave importante
        importantes todo tipo tipa gran bien caído cayó largo tendido interlocutor interlocutora elocuente
        fiable correcto correcta majos majas majete educadísimo atentos puerta puertas abrir vendrá
    """,
    "it": """
        accogliente affabile affascinante allegra allegro ambiente amica amichevole amicizia amico
        appassionata appassionato apprezzato aria atmosfera bei belle bellissima bellissime bellissimo
        brillanti buonissima buonissimo caffè calore calorosa caloroso capace carattere carisma carriera
        cena chiacchierare chiacchierato chiacchiere chimica collaborare collaborazione collega compagnia
        competenza complessivamente confronto conoscenza conoscere conoscerla conoscerlo conosciuta
        conosciuto contatti contatto contenta contento conversazione cortese cosa cose cuore davvero
        dinamica dinamico discorso discussione divertimento divertita divertiti divertito dolce entusiasmo
        entusiasta esperienza esperta esperto estremamente evento feeling felice festa fiera futuro generosa
        generoso gente gentilezza giornata giovane gradevole grande idee impressionata impressionato
        impressione incontrare incontrarla incontrarlo incontrata incontrato incontro incredibile
        interessanti interessantissima interessantissimo interesse intesa invito legame leggera leggero
        livello meraviglia mese migliore modo molta moltissimo momenti momento mondo motivata motivato
        network numero occasione onore opportunità ora ore ottime ottimi parlare particolarmente passato
        pausa perfetta perfetto personaggio personalità persone piacevoli piacevolmente piaciuta piaciuto
        positiva positivo possibile potrebbe pranzo preparata preparato presentazione presto progetto
        prossima prossimo pura qualità rapporti rapporto raro rete risate riso ritrovarci rivederci
        rivederla rivederlo rivedersi scambiati scambiato scambio sembra sembrava sempre sensibile senso
        sentirci sera serata serate serena sereno seria serio settimana settore sicuramente simpatia
        simpatici simpaticona sincera sincero speciale speriamo spero spirito splendida splendido spontanea
        spontaneo stima stupenda stupendo successo super tanta tante tema temi tempo trovata trovato umana
        umano umorismo unica unico utile valida valido veramente vita volta volte piacere stata subito
        sintonia importante importanti lungo tipo tutto ok okay chiave interlocutore interlocutrice
        affidabile educatissimo trovati trovate bene capito chiacchierata
    """,
    "pt": """
        aberta aberto abertura acolhedor acolhedora admirável agradáveis alegre alegria alto ambiente amei
        amiga amigo amigos amigável amizade animada animado apaixonada apaixonado aprender atenciosa
        atencioso bacanas bela belo bonita bonito breve brilhante cabeça café calma calmo calorosa caloroso
        carinho carinhosa carinhoso carisma carismática carismático carreira cartão cartões cena certamente
        coisa coisas colaborar colaboração colega companhia competência conexão conferência confiança
        conhecer conhecimento conhecê contacto contactos contato contatos contente conversa conversar
        conversas coração curiosa curioso dela dele dia dinâmica dinâmico divertimos doce educação empolgada
        empolgado encantada encantado encantador encantadora encontrar encontro engraçada engraçado
        entusiasmo especial espero esperta esperto evento experiente experiência extremamente falar
        fascinante feliz festa final forte futuro gente gentileza gostei grande humana humano humor ideia
        ideias impressionante impressão inspiradora inspiração interessada interessado interessantes
        interesse jantar jeito la legal linda lindo linha lo logo líder maneira manhã maravilha marcar
        melhor mensagem momento momentos mundo mês noite nível número ocasião onda oportunidade papo
        parceira parceiro parceria parece pareceu passamos perfeita perfeito personalidade pessoas positiva
        positivo possível potencial prazer prestativa prestativo projeto próxima próximo qualidade química
        realmente rede rever revê ri rimos rir risada risadas sabe sabedoria semana sensacional sensível
        sentido simpatia simpatias simples sincera sincero sintonia sociável sorriso sucesso tarde tema
        temas tempo tivemos top tranquila tranquilo troca trocamos ultra valeu valiosa valioso ver verdade
        verdadeira verdadeiro vez vida voltar vê única único útil repetir rolou importante importantes chave
        interlocutor interlocutora confiável educadíssimo bate longo longa longamente muito afinidade
    """,
    "nl": """
        aandachtig aangenaam aangename aardigste absoluut afspraak afspreken alleraardigst avond babbel
        beleefd bespraken bespreken besproken betrouwbaar bevlogen biertje bijzondere blij boeiend boeiende
        borrel branche carrière charmant charmante collega congres connectie contact contacten contactmoment
        daadwerkelijk dagen deskundig deskundige direct drankje drinken echt echte eerlijk energie energiek
        enorm ervaren ervaring evenement expert fijner gaaf gaan gave gehad gelachen gelukkig genoten
        gesprek gesprekken gevoel gevonden gezelschap gezien grapjes groot grote had hadden hartelijk
        hartelijke heerlijk heerlijke herinnering hoop hopelijk houden humor idee ideeën iedereen indruk
        indrukwekkend indrukwekkende inspiratie intelligent intelligente interesse kaart kaartje kaartjes
        keer kennen kennis kennismaken klik klikte koffie komende kort korte kundig kwaliteit kwam lachen
        leek lekker leuks leukste lieve lijkt linkedin lunch maken man manier mensen mooi mooie morgen
        motiverend netwerk netwerkborrel netwerken nieuw niveau nummer onderwerp onderwerpen ontmoeting
        ontmoetingen ontspannen open oprecht oprechte paar passie persoonlijk persoonlijke persoonlijkheid
        plezier plezierig plezierige positief positieve praatje praten professional profiel project rustig
        samen samenwerken samenwerking sector serieus sfeer snel snelle sociaal sociale speciaal speciale
        spoedig sterk sterke succes succesvol succesvolle talent team tijd toekomst toekomstig top
        uitgewisseld uitwisselen uitwisseling vakkundig veelbelovend verder vlot vlotte volgende vrolijk
        vrolijke waardevol waardevolle warm warme wederzijds week weerzien weken wereld woord zeer zeker
        zien zin meteen belangrijk belangrijke lang gekletst kletsen gast kerel sleutelfiguur betrouwbare
        welbespraakt toffe superleuk superleuke supertof superaardig leukerd
    """,
    "sv da nb": """
        aften afton alltså behagelig behaglig bekant bekantskap bekendtskab bekjentskap besøg bra branche
        bransch bransje charmerende charmig dag dejlige direkt diskussion diskuterade duktigt dynamisk
        enastående energisk engagerad engageret engasjert enorm erfaren erfarenhet erfaring evenemang
        eventet faktisk fantastiska fantastiskt fin fina fine flott flotte framtid framtida fremtid
        fremtidig fremtidige föredrag gang ganske gemensamt gillade glad glade god gode godt grei gång
        gånger herlig herlige hoppas humor humör hyggelige hyggeligste hälsade härliga håber håper høflig
        ideer idé igen imponerad imponeret imponert indtryk inntrykk inspirasjon inspiration inspirerad
        inspireret inspirert intelligent interesse interesserad interessert intressant intressanta intresse
        intryck jätte jättebra jättefin jättekul jättesmart kaffe kanon kanskje karismatisk karriere karriär
        kemi kjemi klog klok kloke kollega kompetent konferanse konference konferens kontakt kontakter kort
        koselig koselige kul kunnig kunnskapsrik kveld kväll kvæld lagom ledare livlig livlige lovande
        lovende lunch lunsj lyssnare lytter lära lättsam mennesker minne morgen morgon morsomme människa
        människor möte möten møte møter neste nettverk netværk nyttig nära nästa nätverk næste ofta
        omtänksam oplagt otrolig otroligt passionerad person personer personlig personlighed personlighet
        positiv positivt prata pratade pratet profesjonell professionell proffs profil projekt prosjekt rart
        riktig riktigt roliga rolige samarbeid samarbejde samarbeta samarbete sammen samtal samtale samtaler
        seg selskap senare sende ser sjarmerende skoj skratt skrattade smart smarta smarte snack snakk
        snakke snart social sosial sosiale spennande sprudlende spändande spännande spændende stark sterk
        stor stort strålende superbra supertrevlig sympatiske sympatiskt säker säkert talang talent tid
        tiden tillitsvekkende treff treffe treffes trevligaste trygg träff träffa träffas uge uke
        underholdende underhållande utrolig utroligt varm varme varmt vecka veckan veckor veldigt venlig
        vennlig verdifull verkade verkar verkligen vidare videre villig virkede virkelig virker virket
        väldigt vän vänlig vänlige vänner värdefull världen værdifuld væresoser åter återse viktig viktige
        vigtig vigtige kanonkille kanontjej toppenkille toppen kalas nøgleperson nyckelperson pålitelig
        pålitlig igjen länge længe lenge pratstund
    """,
    "pl": """
        angażująca angażujący atmosfera bardzo bliski branża bratnia charakter charyzma charyzmatyczna
        charyzmatyczny chemia chętnie ciekawe ciekawego ciekawych ciepła ciepły czas czasu człowieka dalsza
        dalszy dobre dobrego dobrym dobrą doświadczenie doświadczona doświadczony dusza duszy dużo dzień
        dziś ekspert ekspertka elokwentna elokwentny energiczna energiczny fajne fajnego fajnie fantastyczna
        fantastyczny gadka genialna genialny godna godny humor humoru ideą impreza inspiracja inteligencja
        interesujące jeden jedna kariera kawa kawę klasa kolejne kolejny komunikatywna komunikatywny
        konferencja konkretna konkretny kontakcie kontakt kontaktu kontakty kulturalna kulturalny liczę
        lubię ludzi ludzie luźna luźny mega mila mili miłego miłej miło miłą mnóstwo moment motywująca
        motywujący nadzieję najbardziej naprawdę następnego następny niesamowita niesamowity niezła niezły
        numer obiecująca obiecujący ogólnie okazja osobowość osoby osobą otwarta otwarty pewnie pełen pełna
        pierwsze piękna pogadaliśmy pogadać pogawędka pokrewna pomocna pomocny porozmawiać potencjał
        poznaliśmy poznania poznać pozytywna pozytywne pozytywny profesjonalista profesjonalistka projekt
        przyjacielska przyjacielski przyjazna przyjazny przyjemna przyjemne przyjemnie przyjemny przyszłości
        przyszłość relacja relacje rewelacyjna rewelacyjny rozmowa rozmowie rozmowy rozmowę rozmówca
        rozmówczyni serdeczna serdeczny sieć spoko spotkamy spotkania spotkanie spotkać sukces sympatia
        szczera szczery talent tematach tematy towarzystwo udane uśmiech uśmiechnięta uśmiechnięty warto
        wartościowa wartościowy wieczoru wieczór wiedza wkrótce wrażenie wspólne wspólnie wspólny współpraca
        współpracować współpracy wydaje wydawał wydawała wyjątkowa wyjątkowy wymiana wymiany wymieniliśmy
        zaangażowana zabawa zabawnie zdolna zdolny znajomości znajomość znajomy zobaczymy ładna ładny
        śmiechu śmieszna śmieszny świat życzliwość powtórkę powtórka ważny ważna ważne kluczowy kluczowa
        gość facet babka rozmówcą godzinami długo długa długą niezawodny
    """,
    "ru": """
        активная активный атмосфера беседа беседы благодарен благодарна будем будет будущее будущем вежливо
        вечер вечера визитка визитками визитки вместе внимательная внимательный возможно возможность
        впечатлена впечатление впечатления впечатлён вскоре встретимся встретиться встреча встречи встречу
        выглядит глубокий голова дальнейшее дальше действительно день договорились друг дружелюбная
        дружелюбный друзья душа душевная душевно ещё жду живая живой замечательно замечательное знает
        знакомства знакомство знакомству идеи идея идеями именно интересные интересным интересных искренний
        искренняя кажется карьера классно контакт контакта контактами контакты конференция кофе красивая
        красивый креативный легко лидер лучший лёгкая лёгкий мастер мероприятие милая мир много молодец
        мудрый надеюсь настоящий настроение нашли немного неплохая неплохо неплохой новые номер номерами
        обаятельная обаятельный обмен обсудили обсуждали общаться общение общения общие общий обязательно
        оказалась оказался опыт опытная опытный особенно остаться открытая отличная отлично очень память
        перспективный пить планы поболтали повезло поговорить поддерживать позже позитивная познакомились
        познакомиться показалась показался полезная полезно полезное полезный положительный понравилась
        понравилось понравился пообщаться порадовал посмеялись потом потрясающая потрясающий правда
        прекрасное приветливая приветливый привлекательный профессиональная профессиональный профи рады
        разговор разговора разговоры различные разных располагает рядом сильный симпатичная симпатичный
        скоро скромный смеялись снова собеседника совместная совместно сотрудничать сотрудничества
        сотрудничество специалист спокойный стильная стоит сфера талант талантливая талантливый тема темы
        тёплая тёплый увидеться увидимся увлечённая увлечённый удалось удовольствие удовольствием умница
        успех успешная успешный уютно хорошее хорошие хороший хотелось хочется хочу человека человеком
        чувство чудесная чудесный эксперт энергичная энергичный юмор юмора юмором язык яркая яркий важный
        важная важные нужный нужная ключевой мужик дядька тётка повторить повторим надёжный долго долгий
        долгая увидеть
    """,
    "tr": """
        akşam anlayışlı arkadaş arkadaşça açık bayıldım başarılar bence beraber beğendim bilgili birliği
        bulunma buluşalım buluşmak cana deneyimli dileğiyle dost dostça efendi enerjik espri esprili
        etkileyici etkinlik eğlenceli eğlendik fikir fikirler fırsat geldi gelecek gerçekten geçirdik
        görüşelim görüşme görüşmek güldük güler gülümseme güven hafta haftaya hanımefendi hayat her
        hissettim hoştu ilerde ilgili ilginç ilham insandı insanlar istedim isterim izlenim kahve karakter
        kariyer kart kartvizit keyif kimya kişilik konferans konu konular konuşkan konuşma kurduk kısa mesaj
        mutlu neşeli numara olumlu ortam paylaştık pozitif profesyonel profil proje saygıdeğer saygılı
        sektör sevdim sevecen sevimli sohbeti sohbetti sosyal sıcak sıcakkanlı tanıdım tanımak tanışma
        tanışmak tatlıydı tecrübeli tekrar umarım uzman yakın yakında yardımsever yeniden yüzlü zaman zarif
        zeki zevk zevkliydi çalışkan çevre önemli özel ümit oldu yine kilit kişi uzun güvenilir
    """,
    "uk": """
        вечір зустріч зустрічі знайомство знайомства контакт контакти враження справжня справжній сподіваюся
        надіюся побачимося побачитися співпраця співпрацю розмова розмови кава дуже чудове цікавого корисна
        корисний позитивна позитивний відкрита відкритий привітна привітний професійна професійний
        талановита талановитий усмішка гумору важливий важлива потрібний довго знову повторимо чоловік жінка
    """,
    "el": """
        βραδιά βράδυ συνάντηση γνωριμία εντύπωση ελπίζω ξαναδούμε ξανά σύντομα συνεργασία συζήτηση κουβέντα
        καφέ χιούμορ ζεστός ζεστή ανοιχτός ανοιχτή επαγγελματίας ιδιαίτερα πραγματικά χαμόγελο θετικός
        θετική ενέργεια
    """,
    "ar": """
        الحديث حديث الحديثة معها معه معهم ممتعا ممتعة سنبقى وسنبقى نبقى تواصل التواصل لقاء اللقاء لقائه
        لقائها أتمنى آمل نلتقي مجددا قريبا انطباع جيدا رائعا لطيفا طيبا محادثة المحادثة وقتا سعيدا سعيد سعدت
        تعاون التعاون حقا فعلا شخصية جميل جدا وأتمنى أن محترم محترمة مهم مهمة مفيد مفيدة
    """,
    "he": """
        שיחה השיחה פגישה הפגישה מקווה ניפגש להיפגש שוב בקרוב רושם מאוד היתה באמת נעימים קשר בקשר שיתוף פעולה
        ערב אנרגיה אנרגיות חיובי חיובית חוש הומור
    """,
    "hi": """
        मिलकर मिलना मुलाकात बातचीत बातें उम्मीद फिर मिलेंगे जल्द अच्छा लगा लगी व्यक्तित्व सच में संपर्क
        रहेंगे काफी स्वभाव
    """,
    "cs": """
        večer rozhovor setkání seznámení dojem doufám uvidíme brzy znovu spolupráce kontakt kontaktu poznat
        poznal poznala příjemně opravdu zajímavé energie humor osobnost profesionální povídání pokec
    """,
}

//! English long names of time zones, as CLDR has them: one row of the table is a name for standard
//! time, one for daylight saving time (empty when the zones have none today), and the IANA zones
//! that use them. Zones that CLDR does not name are shown by their offset.

/// Names and zones. The zones of a row are separated by spaces.
pub(super) const ZONE_NAMES: &[(&str, &str, &str)] = &[
    (
        "Greenwich Mean Time",
        "",
        "Africa/Abidjan Africa/Accra Africa/Bamako Africa/Banjul Africa/Bissau Africa/Conakry \
         Africa/Dakar Africa/Freetown Africa/Lome Africa/Monrovia Africa/Nouakchott Africa/Ouagadougou \
         Africa/Sao_Tome Africa/Timbuktu America/Danmarkshavn Atlantic/Reykjavik Atlantic/St_Helena \
         Etc/GMT Etc/GMT+0 Etc/GMT-0 Etc/GMT0 GMT GMT+0 GMT-0 GMT0 Etc/Greenwich Greenwich Iceland",
    ),
    (
        "East Africa Time",
        "",
        "Africa/Addis_Ababa Africa/Asmara Africa/Asmera Africa/Dar_es_Salaam Africa/Djibouti \
         Africa/Kampala Africa/Mogadishu Africa/Nairobi Indian/Antananarivo Indian/Comoro Indian/Mayotte",
    ),
    ("Central European Standard Time", "", "Africa/Algiers Africa/Tunis"),
    (
        "West Africa Time",
        "",
        "Africa/Bangui Africa/Brazzaville Africa/Douala Africa/Kinshasa Africa/Lagos Africa/Libreville \
         Africa/Luanda Africa/Malabo Africa/Ndjamena Africa/Niamey Africa/Porto-Novo",
    ),
    (
        "Central Africa Time",
        "",
        "Africa/Blantyre Africa/Bujumbura Africa/Gaborone Africa/Harare Africa/Juba Africa/Khartoum \
         Africa/Kigali Africa/Lubumbashi Africa/Lusaka Africa/Maputo Africa/Windhoek",
    ),
    (
        "Eastern European Standard Time",
        "Eastern European Summer Time",
        "Africa/Cairo Asia/Beirut Asia/Famagusta Asia/Gaza Asia/Hebron Asia/Nicosia EET Egypt \
         Europe/Athens Europe/Bucharest Europe/Chisinau Europe/Helsinki Europe/Kiev Europe/Kyiv \
         Europe/Mariehamn Europe/Nicosia Europe/Riga Europe/Sofia Europe/Tallinn Europe/Tiraspol \
         Europe/Uzhgorod Europe/Vilnius Europe/Zaporozhye",
    ),
    (
        "Central European Standard Time",
        "Central European Summer Time",
        "Africa/Ceuta Arctic/Longyearbyen Atlantic/Jan_Mayen CET Europe/Amsterdam Europe/Andorra \
         Europe/Belgrade Europe/Berlin Europe/Bratislava Europe/Brussels Europe/Budapest Europe/Busingen \
         Europe/Copenhagen Europe/Gibraltar Europe/Ljubljana Europe/Luxembourg Europe/Madrid Europe/Malta \
         Europe/Monaco Europe/Oslo Europe/Paris Europe/Podgorica Europe/Prague Europe/Rome \
         Europe/San_Marino Europe/Sarajevo Europe/Skopje Europe/Stockholm Europe/Tirane Europe/Vaduz \
         Europe/Vatican Europe/Vienna Europe/Warsaw Europe/Zagreb Europe/Zurich MET Poland",
    ),
    ("South Africa Standard Time", "", "Africa/Johannesburg Africa/Maseru Africa/Mbabane"),
    ("Eastern European Standard Time", "", "Africa/Tripoli Europe/Kaliningrad Libya"),
    ("Hawaii-Aleutian Standard Time", "Hawaii-Aleutian Daylight Time", "America/Adak America/Atka US/Aleutian"),
    (
        "Alaska Standard Time",
        "Alaska Daylight Time",
        "America/Anchorage America/Juneau America/Metlakatla America/Nome America/Sitka America/Yakutat \
         US/Alaska",
    ),
    (
        "Atlantic Standard Time",
        "",
        "America/Anguilla America/Antigua America/Aruba America/Barbados America/Blanc-Sablon \
         America/Curacao America/Dominica America/Grenada America/Guadeloupe America/Kralendijk \
         America/Lower_Princes America/Marigot America/Martinique America/Montserrat \
         America/Port_of_Spain America/Puerto_Rico America/Santo_Domingo America/St_Barthelemy \
         America/St_Kitts America/St_Lucia America/St_Thomas America/St_Vincent America/Tortola \
         America/Virgin",
    ),
    (
        "Brasilia Standard Time",
        "",
        "America/Araguaina America/Bahia America/Belem America/Fortaleza America/Maceio America/Recife \
         America/Santarem America/Sao_Paulo Brazil/East",
    ),
    (
        "Argentina Standard Time",
        "",
        "America/Argentina/Buenos_Aires America/Argentina/Catamarca America/Argentina/ComodRivadavia \
         America/Argentina/Cordoba America/Argentina/Jujuy America/Argentina/La_Rioja \
         America/Argentina/Mendoza America/Argentina/Rio_Gallegos America/Argentina/Salta \
         America/Argentina/San_Juan America/Argentina/San_Luis America/Argentina/Tucuman \
         America/Argentina/Ushuaia America/Buenos_Aires America/Catamarca America/Cordoba America/Jujuy \
         America/Mendoza America/Rosario",
    ),
    ("Paraguay Standard Time", "Paraguay Summer Time", "America/Asuncion"),
    (
        "Eastern Standard Time",
        "",
        "America/Atikokan America/Cancun America/Cayman America/Coral_Harbour America/Jamaica \
         America/Panama EST Jamaica",
    ),
    (
        "Central Standard Time",
        "",
        "America/Bahia_Banderas America/Belize America/Chihuahua America/Costa_Rica America/El_Salvador \
         America/Guatemala America/Managua America/Merida America/Mexico_City America/Monterrey \
         America/Regina America/Swift_Current America/Tegucigalpa Canada/Saskatchewan Mexico/General",
    ),
    (
        "Amazon Standard Time",
        "",
        "America/Boa_Vista America/Campo_Grande America/Cuiaba America/Manaus America/Porto_Velho \
         Brazil/West",
    ),
    ("Colombia Standard Time", "", "America/Bogota"),
    (
        "Mountain Standard Time",
        "Mountain Daylight Time",
        "America/Boise America/Cambridge_Bay America/Ciudad_Juarez America/Denver America/Edmonton \
         America/Inuvik America/Shiprock America/Yellowknife Canada/Mountain MST7MDT Navajo US/Mountain",
    ),
    ("Venezuela Time", "", "America/Caracas"),
    ("French Guiana Time", "", "America/Cayenne"),
    (
        "Central Standard Time",
        "Central Daylight Time",
        "America/Chicago America/Indiana/Knox America/Indiana/Tell_City America/Knox_IN America/Matamoros \
         America/Menominee America/North_Dakota/Beulah America/North_Dakota/Center \
         America/North_Dakota/New_Salem America/Ojinaga America/Rainy_River America/Rankin_Inlet \
         America/Resolute America/Winnipeg CST6CDT Canada/Central US/Central US/Indiana-Starke",
    ),
    ("Chile Standard Time", "Chile Summer Time", "America/Coyhaique America/Santiago Chile/Continental"),
    (
        "Mountain Standard Time",
        "",
        "America/Creston America/Dawson_Creek America/Fort_Nelson America/Phoenix MST US/Arizona",
    ),
    ("Yukon Time", "", "America/Dawson America/Whitehorse Canada/Yukon"),
    (
        "Eastern Standard Time",
        "Eastern Daylight Time",
        "America/Detroit America/Fort_Wayne America/Grand_Turk America/Indiana/Indianapolis \
         America/Indiana/Marengo America/Indiana/Petersburg America/Indiana/Vevay \
         America/Indiana/Vincennes America/Indiana/Winamac America/Indianapolis America/Iqaluit \
         America/Kentucky/Louisville America/Kentucky/Monticello America/Louisville America/Montreal \
         America/Nassau America/New_York America/Nipigon America/Pangnirtung America/Port-au-Prince \
         America/Thunder_Bay America/Toronto Canada/Eastern EST5EDT US/East-Indiana US/Eastern \
         US/Michigan",
    ),
    ("Acre Standard Time", "", "America/Eirunepe America/Porto_Acre America/Rio_Branco Brazil/Acre"),
    (
        "Pacific Standard Time",
        "Pacific Daylight Time",
        "America/Ensenada America/Los_Angeles America/Santa_Isabel America/Tijuana America/Vancouver \
         Canada/Pacific Mexico/BajaNorte PST8PDT US/Pacific",
    ),
    (
        "Atlantic Standard Time",
        "Atlantic Daylight Time",
        "America/Glace_Bay America/Goose_Bay America/Halifax America/Moncton America/Thule \
         Atlantic/Bermuda Canada/Atlantic",
    ),
    ("West Greenland Standard Time", "Greenland Summer Time", "America/Godthab America/Nuuk"),
    ("Ecuador Time", "", "America/Guayaquil"),
    ("Guyana Time", "", "America/Guyana"),
    ("Cuba Standard Time", "Cuba Daylight Time", "America/Havana Cuba"),
    ("Mexican Pacific Standard Time", "", "America/Hermosillo America/Mazatlan Mexico/BajaSur"),
    ("Bolivia Time", "", "America/La_Paz"),
    ("Peru Standard Time", "", "America/Lima"),
    ("St. Pierre & Miquelon Standard Time", "St. Pierre & Miquelon Daylight Time", "America/Miquelon"),
    ("Uruguay Standard Time", "", "America/Montevideo"),
    ("Fernando de Noronha Standard Time", "", "America/Noronha Brazil/DeNoronha"),
    ("Suriname Time", "", "America/Paramaribo"),
    ("East Greenland Standard Time", "Greenland Summer Time", "America/Scoresbysund"),
    ("Newfoundland Standard Time", "Newfoundland Daylight Time", "America/St_Johns Canada/Newfoundland"),
    ("Australian Western Standard Time", "", "Antarctica/Casey Australia/Perth Australia/West"),
    ("Davis Time", "", "Antarctica/Davis"),
    ("Dumont d’Urville Time", "", "Antarctica/DumontDUrville"),
    (
        "Australian Eastern Standard Time",
        "Australian Eastern Daylight Time",
        "Antarctica/Macquarie Australia/ACT Australia/Canberra Australia/Currie Australia/Hobart \
         Australia/Melbourne Australia/NSW Australia/Sydney Australia/Tasmania Australia/Victoria",
    ),
    ("Mawson Time", "", "Antarctica/Mawson"),
    (
        "New Zealand Standard Time",
        "New Zealand Daylight Time",
        "Antarctica/McMurdo Antarctica/South_Pole NZ Pacific/Auckland",
    ),
    ("Rothera Time", "", "Antarctica/Rothera"),
    ("Syowa Time", "", "Antarctica/Syowa"),
    (
        "Greenwich Mean Time",
        "British Summer Time",
        "Antarctica/Troll Europe/Belfast Europe/Guernsey Europe/Isle_of_Man Europe/Jersey Europe/London \
         GB GB-Eire",
    ),
    ("Vostok Time", "", "Antarctica/Vostok"),
    ("Arabian Standard Time", "", "Asia/Aden Asia/Baghdad Asia/Bahrain Asia/Kuwait Asia/Qatar Asia/Riyadh"),
    ("Kazakhstan Time", "", "Asia/Almaty Asia/Qostanay"),
    ("Kamchatka Standard Time", "", "Asia/Anadyr Asia/Kamchatka"),
    ("West Kazakhstan Time", "", "Asia/Aqtau Asia/Aqtobe Asia/Atyrau Asia/Oral Asia/Qyzylorda"),
    ("Turkmenistan Standard Time", "", "Asia/Ashgabat Asia/Ashkhabad"),
    ("Azerbaijan Standard Time", "", "Asia/Baku"),
    ("Indochina Time", "", "Asia/Bangkok Asia/Ho_Chi_Minh Asia/Phnom_Penh Asia/Saigon Asia/Vientiane"),
    ("Krasnoyarsk Standard Time", "", "Asia/Barnaul Asia/Krasnoyarsk Asia/Novokuznetsk Asia/Novosibirsk Asia/Tomsk"),
    ("Kyrgyzstan Time", "", "Asia/Bishkek"),
    ("Brunei Time", "", "Asia/Brunei"),
    ("India Standard Time", "", "Asia/Calcutta Asia/Colombo Asia/Kolkata"),
    ("Yakutsk Standard Time", "", "Asia/Chita Asia/Khandyga Asia/Yakutsk"),
    ("Ulaanbaatar Standard Time", "", "Asia/Choibalsan Asia/Ulaanbaatar Asia/Ulan_Bator"),
    ("China Standard Time", "", "Asia/Chongqing Asia/Chungking Asia/Harbin Asia/Macao Asia/Macau Asia/Shanghai PRC"),
    ("Bangladesh Standard Time", "", "Asia/Dacca Asia/Dhaka"),
    ("Timor-Leste Time", "", "Asia/Dili"),
    ("Gulf Standard Time", "", "Asia/Dubai Asia/Muscat"),
    ("Tajikistan Time", "", "Asia/Dushanbe"),
    ("Hong Kong Standard Time", "", "Asia/Hong_Kong Hongkong"),
    ("Khovd Standard Time", "", "Asia/Hovd"),
    ("Irkutsk Standard Time", "", "Asia/Irkutsk"),
    ("Türkiye Standard Time", "", "Asia/Istanbul Europe/Istanbul Turkey"),
    ("Western Indonesia Time", "", "Asia/Jakarta Asia/Pontianak"),
    ("Eastern Indonesia Time", "", "Asia/Jayapura"),
    ("Israel Standard Time", "Israel Daylight Time", "Asia/Jerusalem Asia/Tel_Aviv Israel"),
    ("Afghanistan Time", "", "Asia/Kabul"),
    ("Pakistan Standard Time", "", "Asia/Karachi"),
    ("Nepal Time", "", "Asia/Kathmandu Asia/Katmandu"),
    ("Malaysia Time", "", "Asia/Kuala_Lumpur Asia/Kuching"),
    ("Magadan Standard Time", "", "Asia/Magadan Asia/Sakhalin Asia/Srednekolymsk"),
    ("Central Indonesia Time", "", "Asia/Makassar Asia/Ujung_Pandang"),
    ("Philippine Standard Time", "", "Asia/Manila"),
    ("Omsk Standard Time", "", "Asia/Omsk"),
    ("Korean Standard Time", "", "Asia/Pyongyang Asia/Seoul ROK"),
    ("Myanmar Time", "", "Asia/Rangoon Asia/Yangon"),
    ("Uzbekistan Standard Time", "", "Asia/Samarkand Asia/Tashkent"),
    ("Singapore Standard Time", "", "Asia/Singapore Singapore"),
    ("Taiwan Standard Time", "", "Asia/Taipei ROC"),
    ("Georgia Standard Time", "", "Asia/Tbilisi"),
    ("Iran Standard Time", "", "Asia/Tehran Iran"),
    ("Bhutan Time", "", "Asia/Thimbu Asia/Thimphu"),
    ("Japan Standard Time", "", "Asia/Tokyo Japan"),
    ("Vladivostok Standard Time", "", "Asia/Ust-Nera Asia/Vladivostok"),
    ("Yekaterinburg Standard Time", "", "Asia/Yekaterinburg"),
    ("Armenia Standard Time", "", "Asia/Yerevan"),
    ("Azores Standard Time", "Azores Summer Time", "Atlantic/Azores"),
    (
        "Western European Standard Time",
        "Western European Summer Time",
        "Atlantic/Canary Atlantic/Faeroe Atlantic/Faroe Atlantic/Madeira Europe/Lisbon Portugal WET",
    ),
    ("Cape Verde Standard Time", "", "Atlantic/Cape_Verde"),
    ("South Georgia Time", "", "Atlantic/South_Georgia"),
    ("Falkland Islands Standard Time", "", "Atlantic/Stanley"),
    (
        "Australian Central Standard Time",
        "Australian Central Daylight Time",
        "Australia/Adelaide Australia/Broken_Hill Australia/South Australia/Yancowinna",
    ),
    ("Australian Eastern Standard Time", "", "Australia/Brisbane Australia/Lindeman Australia/Queensland"),
    ("Australian Central Standard Time", "", "Australia/Darwin Australia/North"),
    ("Australian Central Western Standard Time", "", "Australia/Eucla"),
    ("Lord Howe Standard Time", "Lord Howe Daylight Time", "Australia/LHI Australia/Lord_Howe"),
    ("Easter Island Standard Time", "Easter Island Summer Time", "Chile/EasterIsland Pacific/Easter"),
    ("Greenwich Mean Time", "Irish Standard Time", "Eire Europe/Dublin"),
    ("Coordinated Universal Time", "", "Etc/UCT Etc/UTC Etc/Universal Etc/Zulu UCT UTC Universal Zulu"),
    ("Samara Standard Time", "", "Europe/Astrakhan Europe/Samara Europe/Saratov Europe/Ulyanovsk"),
    ("Moscow Standard Time", "", "Europe/Kirov Europe/Minsk Europe/Moscow Europe/Simferopol Europe/Volgograd W-SU"),
    ("Hawaii-Aleutian Standard Time", "", "HST Pacific/Honolulu Pacific/Johnston US/Hawaii"),
    ("Indian Ocean Time", "", "Indian/Chagos"),
    ("Christmas Island Time", "", "Indian/Christmas"),
    ("Cocos Islands Time", "", "Indian/Cocos"),
    ("French Southern & Antarctic Time", "", "Indian/Kerguelen"),
    ("Seychelles Time", "", "Indian/Mahe"),
    ("Maldives Time", "", "Indian/Maldives"),
    ("Mauritius Standard Time", "", "Indian/Mauritius"),
    ("Réunion Time", "", "Indian/Reunion"),
    ("Marshall Islands Time", "", "Kwajalein Pacific/Kwajalein Pacific/Majuro"),
    ("Chatham Standard Time", "Chatham Daylight Time", "NZ-CHAT Pacific/Chatham"),
    ("Samoa Standard Time", "", "Pacific/Apia"),
    ("Chuuk Time", "", "Pacific/Chuuk Pacific/Truk Pacific/Yap"),
    ("Vanuatu Standard Time", "", "Pacific/Efate"),
    ("Phoenix Islands Time", "", "Pacific/Enderbury Pacific/Kanton"),
    ("Tokelau Time", "", "Pacific/Fakaofo"),
    ("Fiji Standard Time", "", "Pacific/Fiji"),
    ("Tuvalu Time", "", "Pacific/Funafuti"),
    ("Galapagos Time", "", "Pacific/Galapagos"),
    ("Gambier Time", "", "Pacific/Gambier"),
    ("Solomon Islands Time", "", "Pacific/Guadalcanal"),
    ("Chamorro Standard Time", "", "Pacific/Guam Pacific/Saipan"),
    ("Line Islands Time", "", "Pacific/Kiritimati"),
    ("Kosrae Time", "", "Pacific/Kosrae"),
    ("Marquesas Time", "", "Pacific/Marquesas"),
    ("American Samoa Standard Time", "", "Pacific/Midway Pacific/Pago_Pago Pacific/Samoa US/Samoa"),
    ("Nauru Time", "", "Pacific/Nauru"),
    ("Niue Time", "", "Pacific/Niue"),
    ("Norfolk Island Standard Time", "Norfolk Island Daylight Time", "Pacific/Norfolk"),
    ("New Caledonia Standard Time", "", "Pacific/Noumea"),
    ("Palau Time", "", "Pacific/Palau"),
    ("Pitcairn Time", "", "Pacific/Pitcairn"),
    ("Pohnpei Time", "", "Pacific/Pohnpei Pacific/Ponape"),
    ("Papua New Guinea Time", "", "Pacific/Port_Moresby"),
    ("Cook Islands Standard Time", "", "Pacific/Rarotonga"),
    ("Tahiti Time", "", "Pacific/Tahiti"),
    ("Gilbert Islands Time", "", "Pacific/Tarawa"),
    ("Tonga Standard Time", "", "Pacific/Tongatapu"),
    ("Wake Island Time", "", "Pacific/Wake"),
    ("Wallis & Futuna Time", "", "Pacific/Wallis"),
];

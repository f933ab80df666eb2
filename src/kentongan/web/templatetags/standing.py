"""Pieces of a page that say the same to everyone: rendered once a process, then only copied."""

from django.template import Context, Library, Node, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from kentongan.web.fragments import Fragments

register = Library()

_pieces = Fragments()


class Standing(Node):
    """A piece of a template, kept by its language and by the values it is named after.

    It sees nothing of the page but what it names: no person's data can be kept by mistake.
    """

    def __init__(
        self, body: NodeList, keys: dict[str, FilterExpression], seen: dict[str, FilterExpression]
    ) -> None:
        self.nodelist = body
        self._keys = keys
        self._seen = seen

    def render(self, context: Context) -> SafeString:
        named = {name: value.resolve(context) for name, value in self._keys.items()}
        key = (self, get_language(), *named.values())
        kept = _pieces.get(key)
        if kept is None:
            seen = {name: value.resolve(context) for name, value in self._seen.items()}
            kept = self.nodelist.render(context.new({**named, **seen})).encode()
            _pieces.put(key, kept)
        return SafeString(kept.decode())  # as the template's own engine has escaped it


@register.tag
def standing(parser: Parser, token: Token) -> Standing:
    """`{% standing families with roads %}…{% endstanding %}`: another piece for other families.

    Before `with`: what the piece depends on; after it: what never changes while the process runs.
    """
    names = token.split_contents()[1:]
    until = names.index("with") if "with" in names else len(names)
    body = parser.parse(("endstanding",))
    parser.delete_first_token()
    keys, seen = names[:until], names[until + 1 :]
    return Standing(
        body,
        {name: parser.compile_filter(name) for name in keys},
        {name: parser.compile_filter(name) for name in seen},
    )

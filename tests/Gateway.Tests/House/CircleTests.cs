namespace CryptoPay.Gateway.Tests.House;

/// <summary>What <see cref="FolderTests"/> relies on finds circles, and nothing else.</summary>
public class CircleTests
{
    [Fact]
    public void A_chain_is_no_circle() => Assert.Null(Circle.In(
    [
        Use("Refunds.Refund", "Orders.Order"), Use("Orders.Order", "Money.Amount"),
        Use("Refunds.Refund", "Money.Amount"),
    ]));

    [Fact]
    public void Types_of_one_folder_may_need_each_other() => Assert.Null(Circle.In(
        [Use("Orders.Order", "Orders.Line"), Use("Orders.Line", "Orders.Order")]));

    [Fact]
    public void A_folder_and_one_inside_it_may_not_need_each_other() => Assert.NotNull(Circle.In(
        [Use("Orders.Order", "Orders.Lines.Line"), Use("Orders.Lines.Line", "Orders.Order")]));

    [Fact]
    public void A_circle_is_told_with_each_step_and_the_types_that_make_it()
    {
        var circle = Circle.In(
        [
            Use("Orders.Order", "Money.Amount"), Use("Orders.Order", "Refunds.Refund"),
            Use("Refunds.Refund", "Reviews.Review"), Use("Refunds.Refund", "Reviews.Reason"),
            Use("Reviews.Review", "Orders.Order"),
        ]);

        Assert.Equal(
            """
            Shop.Orders needs Shop.Refunds:
                Order uses Refund
            Shop.Refunds needs Shop.Reviews:
                Refund uses Reason, Review
            Shop.Reviews needs Shop.Orders:
                Review uses Order
            """,
            circle);
    }

    [Fact]
    public void Of_two_circles_the_shorter_one_is_told()
    {
        var circle = Circle.In(
        [
            Use("Orders.Order", "Refunds.Refund"), Use("Refunds.Refund", "Reviews.Review"),
            Use("Reviews.Review", "Orders.Order"),
            Use("Pages.Page", "Words.Word"), Use("Words.Word", "Pages.Page"),
        ]);

        Assert.Contains("Shop.Pages needs Shop.Words", circle);
        Assert.DoesNotContain("Orders", circle);
    }

    private static TypeUse Use(string from, string to) => new($"Shop.{from}", $"Shop.{to}");
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

// Patches that were correct code and broke what the protocol lives by, each as small as its mechanism, with the twin that
// does not.

interface IPrice {
    function price() external view returns (uint256);
}

// Moonwell MIP-X43, 2026-02-15: the feed of cbETH told its ratio to ether, and nobody multiplied by the price of ether.
contract FixedPrice is IPrice {
    uint256 public immutable price;

    constructor(uint256 price_) {
        price = price_;
    }
}

contract CompositePrice is IPrice {
    IPrice private immutable _ratio;
    IPrice private immutable _quote;

    constructor(IPrice ratio, IPrice quote) {
        _ratio = ratio;
        _quote = quote;
    }

    function price() external view returns (uint256) {
        return _ratio.price() * _quote.price() / 1e18;
    }
}

contract Oracle is Ownable {
    IPrice public feed;

    constructor(IPrice feed_, address owner_) Ownable(owner_) {
        feed = feed_;
    }

    function setFeed(IPrice newFeed) external onlyOwner {
        feed = newFeed;
    }

    function latestAnswer() external view returns (int256) {
        return int256(feed.price());
    }

    function decimals() external pure returns (uint8) {
        return 18;
    }
}

// Aave CAPO, 2026-03-10: the ratio was capped on the chain, and its timestamp was taken as it came.
contract StakedRatio {
    uint256 private immutable _start;

    constructor(uint256 start) {
        _start = start;
    }

    function ratioAt(uint256 timestamp) external view returns (uint256) {
        return 1.15e18 + (timestamp - _start) * 1e9;
    }
}

contract RatioCap is Ownable {
    uint256 public snapshotRatio = 1.15e18;
    uint256 public snapshotTimestamp;

    constructor(uint256 start, address owner_) Ownable(owner_) {
        snapshotTimestamp = start;
    }

    function update(uint256 ratio, uint256 timestamp) external onlyOwner {
        uint256 most = snapshotRatio * 103 / 100;
        snapshotRatio = ratio > most ? most : ratio;
        snapshotTimestamp = timestamp;
    }
}

// Compound 117, 2022-08-30: a new oracle asked every market for its underlying token, and the market of ether has none.
contract TokenMarket {
    address public immutable underlying;

    constructor(address underlying_) {
        underlying = underlying_;
    }
}

contract EtherMarket {}

interface IMarketOracle {
    function getUnderlyingPrice(address market) external view returns (uint256);
}

contract MarketOracle is IMarketOracle {
    address private immutable _ether;

    constructor(address ether_) {
        _ether = ether_;
    }

    function getUnderlyingPrice(address market) external view virtual returns (uint256) {
        return market == _ether ? 2_000e18 : _priceOf(TokenMarket(market).underlying());
    }

    function _priceOf(address token) internal pure returns (uint256) {
        return token == address(0) ? 0 : 1e18;
    }
}

contract MarketOracleForTokens is MarketOracle {
    constructor(address ether_) MarketOracle(ether_) {}

    function getUnderlyingPrice(address market) external view override returns (uint256) {
        return _priceOf(TokenMarket(market).underlying());
    }
}

contract Comptroller is Ownable {
    IMarketOracle public oracle;
    mapping(address market => bool) public isListed;
    mapping(address market => uint256) public collateralFactor;
    address[] private _markets;

    constructor(IMarketOracle oracle_, address owner_) Ownable(owner_) {
        oracle = oracle_;
    }

    function setPriceOracle(IMarketOracle newOracle) external onlyOwner {
        oracle = newOracle;
    }

    function supportMarket(address market) external onlyOwner {
        require(!isListed[market], "listed");
        isListed[market] = true;
        _markets.push(market);
    }

    function setCollateralFactor(address market, uint256 factor) external onlyOwner {
        require(isListed[market], "not listed");
        collateralFactor[market] = factor;
    }

    /// Markets that can be borrowed against though nobody holds a share: whoever is first chooses what a share is worth.
    function emptyCollateral() external view returns (uint256 count) {
        for (uint256 i = 0; i < _markets.length; i++) {
            bool isEmpty = SeededMarket(_markets[i]).totalSupply() == 0;
            if (isEmpty && collateralFactor[_markets[i]] > 0) count++;
        }
    }
}

// Sonne, 2024-05-14: the market and its collateral factor could be executed without the shares that were to seed it.
contract SeededMarket is ERC20 {
    constructor() ERC20("Market", "soM") {}

    function mint(uint256 amount) external {
        _mint(msg.sender, amount);
    }
}

// Aave on Polygon, proposal 224, 2023-05: the strategy spoke the language of another version of the pool.
contract RateStrategy {
    function calculateInterestRates(uint256 liquidity, uint256 debt)
        external
        pure
        returns (uint256)
    {
        return liquidity == 0 ? 0 : debt * 1e27 / liquidity;
    }
}

contract RateStrategySlower {
    function calculateInterestRates(uint256 liquidity, uint256 debt)
        external
        pure
        returns (uint256)
    {
        return liquidity == 0 ? 0 : debt * 9e26 / liquidity;
    }
}

contract RateStrategyOfOther {
    function calculateInterestRates(address, uint256 liquidity, uint256 debt)
        external
        pure
        returns (uint256)
    {
        return liquidity == 0 ? 0 : debt * 1e27 / liquidity;
    }
}

contract Pool is Ownable {
    IERC20 public immutable token;
    RateStrategy public strategy;
    uint256 public rate;
    mapping(address account => uint256) public deposits;

    constructor(IERC20 token_, RateStrategy strategy_, address owner_) Ownable(owner_) {
        token = token_;
        strategy = strategy_;
    }

    function setStrategy(RateStrategy newStrategy) external onlyOwner {
        strategy = newStrategy;
    }

    function deposit(uint256 amount) external {
        token.transferFrom(msg.sender, address(this), amount);
        deposits[msg.sender] += amount;
        _updateRate();
    }

    function withdraw(uint256 amount) external {
        deposits[msg.sender] -= amount;
        token.transfer(msg.sender, amount);
        _updateRate();
    }

    function _updateRate() private {
        rate = strategy.calculateInterestRates(token.balanceOf(address(this)), 0);
    }
}

// What operations that commute leave, and what those leave that do not: every digit tells which was when.
contract Digits {
    uint256 public sum;
    uint256 public digits;

    function add(uint256 digit) external {
        sum += digit;
    }

    function append(uint256 digit) external {
        digits = digits * 10 + digit;
    }
}
